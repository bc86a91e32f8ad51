#include "analyzer/catalog/writer/provenance.h"

#include <simdjson.h>

#include "analyzer/base/status.h"
#include "analyzer/catalog/format/fact_words.h"

namespace iamsift {
namespace {

constexpr std::string_view kManagedPolicies = "managed policies";

// The member `date` of `value`, or empty when there is none of that form.
std::string DateIn(simdjson::dom::element value) {
  std::string_view date;
  if (value["date"].get(date) != simdjson::SUCCESS || !DayOf(date)) return {};
  return std::string(date);
}

std::string DateOfManagedPolicies(simdjson::dom::element root) {
  simdjson::dom::array sources;
  if (root["sources"].get(sources) != simdjson::SUCCESS) return {};
  for (const simdjson::dom::element source : sources) {
    std::string_view gives;
    if (source["gives"].get(gives) == simdjson::SUCCESS && gives == kManagedPolicies) {
      return DateIn(source);
    }
  }
  return {};
}

}  // namespace

absl::StatusOr<ProvenanceDates> ReadProvenance(const SourceFile& file) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(file.text().data(), file.text().size()).get(root) != simdjson::SUCCESS) {
    return InvalidInputAt(file, 0, "expected a JSON object");
  }
  ProvenanceDates dates = {.facts = DateIn(root), .managed_policies = DateOfManagedPolicies(root)};
  if (dates.facts.empty()) return InvalidInputAt(file, 0, "expected the member `date`");
  if (dates.managed_policies.empty()) {
    return InvalidInputAt(file, 0,
                          "expected a source that gives `managed policies`, with its date");
  }
  return dates;
}

}  // namespace iamsift
