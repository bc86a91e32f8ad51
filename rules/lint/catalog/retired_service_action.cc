// LINT-108

#include <optional>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/catalog/action_entry.h"
#include "rules/lint/catalog/retired_services.h"

namespace iamsift {
namespace {

std::string FateOf(const RetiredService& service) {
  std::string fate = service.fate == ServiceFate::kEnded ? "AWS ended " : "AWS closed ";
  fate += service.name;
  if (service.fate == ServiceFate::kClosed) fate += " to new customers";
  return service.since.empty() ? fate : Concat({fate, " on ", service.since});
}

// A prefix that the catalog lists no more is told by LINT-101.
void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ActionEntry& entry : ActionEntriesOf(view)) {
    const std::string_view prefix = ServicePartOf(entry.text());
    if (entry.pattern->ranges.empty() || !context.catalog.FindService(prefix)) continue;
    const std::optional<RetiredService> service = FindRetiredService(prefix);
    if (!service) continue;
    ReportEntry(view, entry,
                Concat({"`", entry.text(),
                        "` belongs to a service that is gone or going: ", FateOf(*service), "."}),
                findings);
  }
}

}  // namespace

extern constinit const Rule kRetiredServiceAction = {
    .card = {.id = "LINT-108",
             .name = "retired-service-action",
             .title = "An action of a service that AWS retired",
             .severity = Severity::kWarning,
             .why = "The entry is of no use any more, or will soon be, and hides what the policy "
                    "is for.",
             .remedy = "Remove the entry; where the service still runs for you, plan its "
                       "replacement.",
             .source = "AWS General Reference, AWS services; the notices of the services"},
    .check = &Check,
};

}  // namespace iamsift
