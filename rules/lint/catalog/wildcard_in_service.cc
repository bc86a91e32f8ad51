// LINT-105

#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/catalog/action_entry.h"

namespace iamsift {
namespace {

// Stars alone have no service part: they are plainly everything.
void Check(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const ActionEntry& entry : ActionEntriesOf(view)) {
    if (entry.pattern->is_malformed || entry.text().find(':') == std::string_view::npos) continue;
    if (!HasWildcard(ServicePartOf(entry.text()))) continue;
    Hit& hit = ReportEntry(
        view, entry,
        entry.pattern->is_everything
            ? Concat({"`", entry.text(), "` is every action, as `*` is."})
            : Concat({"`", entry.text(), "` takes in ", Counted(entry.pattern->Count(), "action"),
                      ", of every service whose prefix matches."}),
        findings);
    if (entry.pattern->is_everything) Suggest(hit, "*");
  }
}

}  // namespace

extern constinit const Rule kWildcardInService = {
    .card = {.id = "LINT-105",
             .name = "wildcard-in-service",
             .title = "A wildcard in the service part of an action",
             .severity = Severity::kNote,
             .why = "Few readers see which services such a prefix takes in, and each new service "
                    "of AWS may join them.",
             .remedy = "Name the services, each with its actions.",
             .source = "IAM User Guide, IAM JSON policy elements: Action"},
    .check = &Check,
};

}  // namespace iamsift
