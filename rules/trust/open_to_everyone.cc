// TR-001 to TR-003: trust in everybody.

#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/admission.h"
#include "rules/trust/narrowing.h"

namespace iamsift {
namespace {

bool IsEveryone(const Admission& admission) {
  return admission.who.kind == PrincipalPattern::Kind::kEveryone && !admission.is_hopeless;
}

bool KeepsSomebodyOut(const Admission& admission, const RuleContext& context) {
  return LimitsOutsiders(admission.tests) ||
         NarrowedBy(admission.tests, context, NarrowingScope::kTrust) != NarrowedTo::kNothing;
}

void SetNeeds(const Admission& admission, const RuleContext& context, Hit& hit) {
  hit.assumptions = NeedsOf(admission.tests, context);
  if (!hit.assumptions.empty()) hit.confidence = Confidence::kConditional;
}

void CheckOpen(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  for (const Admission& admission : AdmissionsOf(view, context)) {
    if (!IsEveryone(admission) || KeepsSomebodyOut(admission, context)) continue;
    SetNeeds(admission, context,
             findings.Report(AtAdmission(view, admission), Severity::kCritical,
                             "Anybody with an AWS account can take on this role: no condition "
                             "keeps anybody out."));
  }
}

void CheckConditioned(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  for (const Admission& admission : AdmissionsOf(view, context)) {
    if (!IsEveryone(admission) || !KeepsSomebodyOut(admission, context)) continue;
    const bool is_known =
        NarrowedBy(admission.tests, context, NarrowingScope::kTrust) == NarrowedTo::kKnown;
    SetNeeds(
        admission, context,
        findings.Report(AtAdmission(view, admission), is_known ? Severity::kLow : Severity::kHigh,
                        is_known ? "Everybody is trusted, and only a condition holds that to "
                                   "known accounts."
                                 : "Everybody is trusted, and the condition does not hold "
                                   "that to known accounts."));
  }
}

void CheckAllBut(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  const AssumeActions& actions = AssumeActionsOf(context);
  const PrincipalPattern everyone{.kind = PrincipalPattern::Kind::kEveryone, .text = "*"};
  for (const CompiledStatement& allow : view.document.compiled.statements) {
    if (!allow.written->principals.is_negated || !AllowsAssuming(allow, context)) continue;
    const auto tests =
        TestsOnTheWay(view.document.compiled, allow, everyone, actions.assume, context);
    if (!tests) continue;
    findings.Report(AtStatement(view.document.written, *allow.written),
                    "Everybody but those listed can take on this role, in whatever account.");
  }
}

}  // namespace

extern constinit const Rule kTrustsEveryone = {
    .card = {.id = "TR-001",
             .name = "trusts-everyone",
             .title = "Anybody can take on the role",
             .severity = Severity::kCritical,
             .why = "Whoever has an AWS account, anywhere, gets all that the role may do.",
             .remedy = "Name the accounts, roles or services that need the role.",
             .references = "CWE-284 CWE-732 T1078.004 T1199",
             .source = "IAM User Guide, AWS JSON policy elements: Principal"},
    .check = &CheckOpen,
};

extern constinit const Rule kTrustsEveryoneConditioned = {
    .card = {.id = "TR-002",
             .name = "trusts-everyone-under-condition",
             .title = "Only a condition keeps anybody from the role",
             .severity = Severity::kHigh,
             .why = "One slip in the condition opens the role to everybody, and secrets or "
                    "addresses in it tell nothing of who asks.",
             .remedy = "Name the accounts in Principal; or test aws:PrincipalOrgID by equality.",
             .references = "CWE-284 CWE-732 T1078.004 T1199",
             .source = "IAM User Guide, AWS global condition context keys"},
    .check = &CheckConditioned,
};

extern constinit const Rule kTrustsAllBut = {
    .card = {.id = "TR-003",
             .name = "trusts-all-but-some",
             .title = "Everybody but a few can take on the role",
             .severity = Severity::kCritical,
             .why = "NotPrincipal with Allow lets in all whom it does not list, of every account "
                    "there is.",
             .remedy = "List those who need the role in Principal.",
             .references = "CWE-284 CWE-732 T1078.004 T1199",
             .source = "IAM User Guide, AWS JSON policy elements: NotPrincipal"},
    .check = &CheckAllBut,
};

}  // namespace iamsift
