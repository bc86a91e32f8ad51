// TR-004 and TR-005: other accounts that a role trusts.

#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/narrowing.h"
#include "rules/trust/outsiders.h"
#include "rules/trust/reaches_admin.h"

namespace iamsift {
namespace {

// Left to the set that the principal element names, and to nobody in particular among them.
bool IsNarrowed(const Admission& admission, const RuleContext& context) {
  return NarrowedWithinAccount(admission.tests, context, NarrowingScope::kTrust) !=
         NarrowedTo::kNothing;
}

void CheckOutsider(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  for (const Admission& admission : AdmissionsOf(view, context)) {
    if (!AdmitsOutsider(admission, context) || IsNarrowed(admission, context)) continue;
    if (admission.Required("sts:externalid") != nullptr) continue;
    const bool is_admin = view.role != nullptr && IsOrReachesAdmin(*view.role, context);
    Hit& hit = findings.Report(AtAdmission(view, admission),
                               is_admin ? Severity::kHigh : Severity::kMedium,
                               Concat({"`", admission.who.text, "` is of another account, and ",
                                       "nothing else is asked of who takes on this role."}));
    SetOutsideNeeds(admission.who, context, hit);
  }
}

void CheckWholeAccount(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  for (const Admission& admission : AdmissionsOf(view, context)) {
    if (!AdmitsOutsider(admission, context)) continue;
    if (admission.who.kind != PrincipalPattern::Kind::kAccount) continue;
    if (admission.Required("aws:principalarn") != nullptr) continue;
    Hit& hit = findings.Report(
        AtAdmission(view, admission),
        Concat({"The other account `", admission.who.account,
                "` decides alone which of its users and roles take on ", "this role."}));
    SetOutsideNeeds(admission.who, context, hit);
  }
}

}  // namespace

extern constinit const Rule kTrustsOutsideAccount = {
    .card = {.id = "TR-004",
             .name = "trusts-outside-account",
             .title = "Another account can take on the role",
             .severity = Severity::kMedium,
             .why = "Whoever comes to hold that principal, by right or by theft, is let in; an "
                    "external ID or a narrower condition would ask for more.",
             .remedy = "Ask for sts:ExternalId, or hold the trust to the organization by "
                       "aws:PrincipalOrgID.",
             .references = "CWE-284 CWE-441 T1078.004 T1199",
             .source = "IAM User Guide, Access to AWS accounts owned by third parties"},
    .check = &CheckOutsider,
};

extern constinit const Rule kTrustsWholeOutsideAccount = {
    .card = {.id = "TR-005",
             .name = "trusts-whole-outside-account",
             .title = "Every principal of another account may come in",
             .severity = Severity::kLow,
             .why = "The other account's administrators choose who takes on the role, today and "
                    "later.",
             .remedy = "Name the role of the other account that needs it.",
             .references = "CWE-284 T1078.004 T1199",
             .source = "IAM User Guide, AWS JSON policy elements: Principal"},
    .check = &CheckWholeAccount,
};

}  // namespace iamsift
