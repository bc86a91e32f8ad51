#include "analyzer/proofs/open_readings.h"

#include <string_view>

#include "analyzer/base/text.h"
#include "analyzer/match/resource_pattern.h"

namespace iamsift {
namespace {

// The first pattern that hangs on each reading; "" for none.
struct Hanging {
  std::string_view on_stars, on_padding;

  void Add(const AccessFormula& formula) {
    ForEachDocument(formula, [&](const PolicyDocument& document) {
      for (const Statement& statement : document.statements) {
        for (const TextAt& item : statement.resources.items) {
          if (on_stars.empty() && HangsOnRunningStars(item.text)) on_stars = item.text;
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
  readings::OfPatterns stars, padding, both;
  stars.star_ending_a_part_runs_on = !stars.star_ending_a_part_runs_on;
  padding.short_arns_are_also_padded = !padding.short_arns_are_also_padded;
  both = {stars.star_ending_a_part_runs_on, padding.short_arns_are_also_padded};
  const std::string on_stars =
      Concat({"whether a `*` of `", hanging.on_stars, "` that ends a part runs on past the colon"});
  const std::string on_padding =
      Concat({"whether `", hanging.on_padding, "` stands for longer ARNs, too"});
  if (!hanging.on_stars.empty()) open.push_back({stars, on_stars});
  if (!hanging.on_padding.empty()) open.push_back({padding, on_padding});
  if (open.size() == 2) open.push_back({both, Concat({on_stars, ", and ", on_padding})});
  return open;
}

}  // namespace iamsift
