#include "analyzer/proofs/open_readings.h"

#include <string_view>

#include "analyzer/base/text.h"
#include "analyzer/match/resource_pattern.h"

namespace iamsift {
namespace {

// The first pattern that hangs on each reading; "" for none.
struct Hanging {
  std::string_view on_wildcards, on_padding;

  void Add(const AccessFormula& formula) {
    ForEachDocument(formula, [&](const PolicyDocument& document) {
      for (const Statement& statement : document.statements) {
        for (const TextAt& item : statement.resources.items) {
          if (on_wildcards.empty() && HangsOnInnerWildcards(item.text)) on_wildcards = item.text;
          if (on_padding.empty() && HangsOnPadding(item.text)) on_padding = item.text;
        }
      }
    });
  }
};

}  // namespace

std::vector<OpenReading> OpenReadingsOf(const AccessFormula& narrower, const AccessFormula& wider) {
  Hanging hanging;
  hanging.Add(narrower);
  hanging.Add(wider);
  std::vector<OpenReading> open;
  readings::OfPatterns wildcards, padding, both;
  wildcards.wildcards_inside_a_part_stay = !wildcards.wildcards_inside_a_part_stay;
  padding.short_arns_are_also_padded = !padding.short_arns_are_also_padded;
  both = {wildcards.wildcards_inside_a_part_stay, padding.short_arns_are_also_padded};
  const std::string on_wildcards =
      Concat({"whether a wildcard inside a part of `", hanging.on_wildcards, "` takes colons"});
  const std::string on_padding =
      Concat({"whether `", hanging.on_padding, "` stands for longer ARNs, too"});
  if (!hanging.on_wildcards.empty()) open.push_back({wildcards, on_wildcards});
  if (!hanging.on_padding.empty()) open.push_back({padding, on_padding});
  if (open.size() == 2) open.push_back({both, Concat({on_wildcards, ", and ", on_padding})});
  return open;
}

}  // namespace iamsift
