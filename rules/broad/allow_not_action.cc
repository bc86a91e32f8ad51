// OB-008

#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/certainty.h"
#include "rules/broad/sensitive.h"
#include "rules/broad/wording.h"

namespace iamsift {
namespace {

void Check(const GrantView& view, const RuleContext& context, DocumentSink& findings) {
  const Statement& statement = *view.statement.written;
  if (!statement.actions.is_negated) return;
  const ActionSet live = view.grant.Live();
  if (live.IsEmpty()) return;
  ActionSet sensitive = live;
  sensitive &= SensitiveActionsOf(context);
  const bool is_admin = IsAdmin(context.catalog, view.grant.everywhere);
  Hit& hit = findings.Report(
      AtAction(view.document.written, statement, -1),
      is_admin ? Severity::kCritical : Severity::kHigh,
      Concat({"NotAction leaves ", CountsByLevel(context.catalog, live), " allowed; ",
              Thousands(sensitive.Count()), " of them are sensitive",
              sensitive.IsEmpty() ? "" : ": ", NameSome(context.catalog, sensitive), "."}));
  SetConfidence(hit, view, context, live);
  hit.actions = NamesOf(context.catalog, sensitive);
}

}  // namespace

extern constinit const Rule kAllowNotAction = {
    .card = {.id = "OB-008",
             .name = "allow-not-action",
             .title = "All actions but a few are allowed",
             .severity = Severity::kHigh,
             .why = "Allow with NotAction grants every action that nobody thought of, in services "
                    "that nobody uses, and each new one from the day AWS adds it.",
             .remedy = "List the actions that are needed under Action; to take some away from a "
                       "wide grant, use a Deny.",
             .references = "CWE-250 CWE-269 T1078.004",
             .source = "IAM User Guide, IAM JSON policy elements: NotAction"},
    .check = &Check,
};

}  // namespace iamsift
