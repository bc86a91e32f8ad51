// OB-007

#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/certainty.h"
#include "rules/broad/sensitive.h"
#include "rules/broad/wide_grant.h"
#include "rules/broad/wording.h"
#include "rules/broad/written_actions.h"

namespace iamsift {
namespace {

// Reads of data and credentials have families of their own, and weigh more.
ActionSet ScopableReads(const RuleContext& context, ActionSet actions) {
  actions &= context.catalog.MaskOf(AccessLevel::kRead);
  actions -= context.catalog.UnscopableMask();
  if (!actions.IsEmpty()) actions -= DataAndCredentialActions(context);
  return actions;
}

void Check(const GrantView& view, const RuleContext& context, DocumentSink& findings) {
  if (!NamesItsActions(view.statement)) return;
  const ActionSet reads = WideAmong(ScopableReads(context, view.grant.Live()), view, context);
  if (reads.IsEmpty()) return;
  const bool is_one = reads.Count() == 1;
  Hit& hit = ReportAt(
      findings, ResourcesReaching(view, context, reads), Severity::kLow,
      Concat({NameSome(context.catalog, reads), is_one ? " reads" : " read", " every resource of ",
              is_one ? "its" : "their", " type, but could be limited to named ones."}));
  SetActions(hit, view, context, reads);
}

}  // namespace

extern constinit const Rule kReadsOnEverything = {
    .card = {.id = "OB-007",
             .name = "reads-on-every-resource",
             .title = "Reading is allowed on every resource of a type",
             .severity = Severity::kLow,
             .why = "Descriptions of resources tell a stranger where to look next.",
             .remedy = "Name the resources, or a prefix of their names, with account and Region.",
             .references = "CWE-250 T1078.004",
             .source = "IAM User Guide, IAM JSON policy elements: Resource"},
    .check = &Check,
};

}  // namespace iamsift
