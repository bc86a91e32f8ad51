// LINT-302, LINT-303: does the key exist, and does a request of the statement's actions carry it?

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/catalog/retired_services.h"
#include "rules/lint/condition/condition_entry.h"
#include "rules/lint/condition/key_reach.h"

namespace iamsift {
namespace {

std::string KeyFaultOf(const Catalog& catalog, std::string_view key) {
  const size_t colon = key.find(':');
  const bool is_formed = colon != std::string_view::npos && colon > 0 && colon + 1 < key.size();
  if (!is_formed) return Concat({"`", key, "` does not read `service:Name`"});
  const std::string_view prefix = key.substr(0, colon);
  if (key.find_first_of(" \t\r\n") < key.find('/')) return Concat({"`", key, "` holds a blank"});
  const bool lacks_tag = key.ends_with('/') || catalog.FindConditionKey(Concat({key, "/x"}));
  if (lacks_tag) return Concat({"the key of a tag is missing behind `", key, "`"});
  if (EqualsIgnoreCase(prefix, "aws")) return Concat({"AWS has no global key `", key, "`"});
  if (!catalog.FindService(prefix)) return Concat({"AWS has no service `", prefix, "`"});
  return Concat({"the service `", prefix, "` has no key `", key, "`"});
}

// `service/tag` forms end in a slash in the catalog too: a key that lacks its tag is no key.
bool IsKnown(const Catalog& catalog, std::string_view key) {
  return !key.ends_with('/') && catalog.FindConditionKey(key).has_value();
}

bool IsOfRetiredService(const Catalog& catalog, std::string_view key) {
  const std::string_view prefix = key.substr(0, key.find(':'));
  return FindRetiredService(prefix) || IsWithdrawnPrefix(catalog, prefix);
}

void CheckKey(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  const Catalog& catalog = context.catalog;
  for (const ConditionEntry& entry : ConditionEntriesOf(view)) {
    const std::string_view key = entry.key();
    if (IsKnown(catalog, key) || IsIssuerKey(key) || IsLeftover(key)) continue;
    if (IsOfRetiredService(catalog, key) || RemarkOn(key) == KeyRemark::kExists) continue;
    const std::string near = NearestKey(catalog, key);
    Hit& hit = ReportTest(view, entry, -1, Severity::kError,
                          Concat({KeyFaultOf(catalog, key), "."}), findings);
    hit.suggestion = near;
  }
}

// --- LINT-303 ------------------------------------------------------------------------------------

std::string ConsequenceOf(const ConditionEntry& entry) {
  if (HoldsWhenAbsent(*entry.atom)) {
    return entry.IsAllow() ? "the test always holds and limits nothing"
                           : "the test always holds and the Deny takes everything";
  }
  return entry.IsAllow() ? "the statement never allows them" : "the statement never denies them";
}

void CheckReach(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ConditionEntry& entry : ReadableConditionsOf(view)) {
    const std::vector<std::string_view> strangers = EntriesWithoutKey(context, entry);
    if (strangers.empty()) continue;
    Hit& hit = ReportTest(view, entry, -1, Severity::kWarning,
                          Concat({"No request of ", Join(strangers, ", "), " carries `",
                                  entry.key(), "`, so ", ConsequenceOf(entry), "."}),
                          findings);
    for (const std::string_view action : strangers) hit.actions.emplace_back(action);
  }
}

}  // namespace

extern constinit const Rule kUnknownConditionKey = {
    .card = {.id = "LINT-302",
             .name = "unknown-condition-key",
             .title = "A condition key that does not exist",
             .severity = Severity::kError,
             .why = "No request carries such a key: the test is decided by its absence, so an "
                    "Allow grants nothing or everything, and a Deny likewise.",
             .remedy = "Write a key of the service's page, or a global one; a tag's key stands "
                       "behind the slash.",
             .source = "IAM User Guide, AWS global condition context keys; Service Authorization "
                       "Reference"},
    .check = &CheckKey,
};

extern constinit const Rule kConditionKeyOfOtherAction = {
    .card = {.id = "LINT-303",
             .name = "condition-key-of-other-action",
             .title = "A condition key that the action's requests do not carry",
             .severity = Severity::kWarning,
             .why = "AWS tests a condition against what the service puts into the request; a key "
                    "that is not there makes an Allow dead and a Deny void.",
             .remedy = "Give the actions a statement of their own, with keys that the Service "
                       "Authorization Reference lists for them.",
             .source = "Service Authorization Reference, Actions, resources, and condition keys "
                       "for AWS services"},
    .check = &CheckReach,
};

}  // namespace iamsift
