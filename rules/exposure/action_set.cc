#include "rules/exposure/action_set.h"

#include "analyzer/base/text.h"
#include "rules/exposure/policy_report.h"

namespace iamsift {

void CheckActionSet(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  const ActionSet& set = context.sensitive.Set(findings.card().id);
  const OpenGrants open = OpenlyGranted(view.grants, context, set);
  if (open.IsEmpty()) return;
  ReportPolicy(findings, view, context, open, Concat({OpenlyAllowed(context, open), "."}));
}

}  // namespace iamsift
