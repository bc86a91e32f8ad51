// LINT-206

#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/catalog/action_entry.h"
#include "rules/lint/catalog/dead_entry.h"

namespace iamsift {
namespace {

// In a resource's own policy such an action is told by LINT-109.
bool IsToldElsewhere(const DocumentView& view, const RuleContext& context,
                     const ActionEntry& entry) {
  return view.kind == PolicyKind::kResource && IsOfOtherService(context.catalog, entry);
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ActionEntry& entry : ActionEntriesOf(view)) {
    if (WhyDead(view, context, entry) != DeadBecause::kUnscopable) continue;
    if (IsToldElsewhere(view, context, entry)) continue;
    Hit& hit =
        ReportEntry(view, entry,
                    Concat({"`", entry.text(), "` can't be limited to resources, it needs `*`, so ",
                            ConsequenceOf(entry), "."}),
                    findings);
    for (const ResourcePattern& pattern : entry.statement->resources.patterns) {
      hit.resources.emplace_back(pattern.text);
    }
  }
}

}  // namespace

extern constinit const Rule kUnscopableActionOnArns = {
    .card = {.id = "LINT-206",
             .name = "unscopable-action-on-arns",
             .title = "An action that knows no resources, on named resources",
             .severity = Severity::kWarning,
             .why = "AWS asks for such an action on `*` alone, which an ARN never matches.",
             .remedy = "Put the action into a statement of its own with Resource `*`; conditions "
                       "can still limit it.",
             .source = "Service Authorization Reference, Actions, resources, and condition keys "
                       "for AWS services"},
    .check = &Check,
};

}  // namespace iamsift
