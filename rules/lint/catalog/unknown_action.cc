// LINT-102

#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/match/did_you_mean.h"
#include "rules/lint/catalog/action_entry.h"

namespace iamsift {
namespace {

std::string MessageFor(std::string_view written, const ActionHint& hint) {
  if (hint.withdrawn) return Concat({"`", written, "` existed once: ", hint.reason, "."});
  if (hint.replacement.empty()) {
    return Concat({"`", written, "` does not exist: ", hint.reason, "."});
  }
  return Concat({"`", written, "` does not exist, `", hint.replacement,
                 "` was probably meant: ", hint.reason, "."});
}

void Report(const DocumentView& view, const RuleContext& context, const ActionEntry& entry,
            DocumentSink& findings) {
  const ActionHint hint = HintFor(context.catalog, entry.text());
  Hit& hit = ReportEntry(view, entry, MessageFor(entry.text(), hint), findings);
  hit.nearest = hint.nearest;
  if (!hint.replacement.empty()) Suggest(hit, hint.replacement);
}

// A prefix that no service has is told by LINT-101.
void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ActionEntry& entry : ActionEntriesOf(view)) {
    if (!entry.IsName() || !entry.pattern->ranges.empty()) continue;
    if (context.catalog.FindService(ServicePartOf(entry.text()))) {
      Report(view, context, entry, findings);
    }
  }
}

}  // namespace

extern constinit const Rule kUnknownAction = {
    .card = {.id = "LINT-102",
             .name = "unknown-action",
             .title = "An action that its service does not have",
             .severity = Severity::kError,
             .why = "No request ever carries such an action, so an Allow grants nothing and a Deny "
                    "stops nothing.",
             .remedy = "Write the action that was meant; the name of an API operation may differ "
                       "from that of the action that permits it.",
             .source = "Service Authorization Reference, Actions, resources, and condition keys "
                       "for AWS services"},
    .check = &Check,
};

}  // namespace iamsift
