// LINT-103

#include <algorithm>
#include <optional>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/match/did_you_mean.h"
#include "rules/lint/catalog/action_entry.h"

namespace iamsift {
namespace {

bool IsWithoutMatch(const ActionEntry& entry) {
  return entry.pattern->has_wildcard && !entry.pattern->is_malformed &&
         entry.pattern->ranges.empty();
}

// The action that the pattern's letters alone come nearest to.
std::string NearestOf(const Catalog& catalog, std::string_view pattern) {
  std::string letters;
  std::ranges::copy_if(pattern, std::back_inserter(letters),
                       [](char c) { return c != '*' && c != '?'; });
  if (const std::optional<ActionId> found = catalog.FindAction(letters)) {
    return catalog.ActionFullName(*found);
  }
  const ActionHint hint = HintFor(catalog, letters);
  return hint.replacement.empty() ? hint.nearest : hint.replacement;
}

// A prefix that no service has is told by LINT-101.
void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ActionEntry& entry : ActionEntriesOf(view)) {
    if (!IsWithoutMatch(entry)) continue;
    const std::string_view prefix = ServicePartOf(entry.text());
    const bool names_service = context.catalog.FindService(prefix).has_value();
    if (!names_service && !HasWildcard(prefix)) continue;
    Hit& hit = ReportEntry(
        view, entry, Concat({"`", entry.text(), "` matches no action that AWS lists."}), findings);
    if (names_service) hit.nearest = NearestOf(context.catalog, entry.text());
  }
}

}  // namespace

extern constinit const Rule kWildcardWithoutMatch = {
    .card = {.id = "LINT-103",
             .name = "wildcard-without-match",
             .title = "An action wildcard that matches nothing",
             .severity = Severity::kWarning,
             .why = "The statement does not do what its author meant, and an action that AWS adds "
                    "one day may match.",
             .remedy = "Name the actions that were meant, or remove the entry.",
             .source = "IAM User Guide, IAM JSON policy elements: Action"},
    .check = &Check,
};

}  // namespace iamsift
