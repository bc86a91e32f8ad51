// TR-017

#include <algorithm>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/assume_grants.h"
#include "rules/trust/reaches_admin.h"

namespace iamsift {
namespace {

using Kind = PrincipalPattern::Kind;

bool IsMfaTest(const ConditionAtom& atom) {
  return atom.key == "aws:multifactorauthpresent" || atom.key == "aws:multifactorauthage";
}

// The request must show that a second factor was used.
bool AsksForMfa(const EntryTest& test) {
  if (!IsMfaTest(*test.atom) || test.passes_when_missing) return false;
  const bool is_false = std::ranges::any_of(
      test.atom->values, [](std::string_view value) { return EqualsIgnoreCase(value, "false"); });
  switch (test.asks) {
    case EntryTest::Asks::kAmong:
      return !is_false;
    case EntryTest::Asks::kNotAmong:
      return is_false || test.atom->key == "aws:multifactorauthage";
    case EntryTest::Asks::kPresent:
      return test.atom->key == "aws:multifactorauthage";
    case EntryTest::Asks::kAbsent:
      return false;
  }
  return false;
}

bool GrantAsksForMfa(const AssumeGrant& grant) {
  return std::ranges::any_of(grant.grant->statement->conditions, [](const ConditionAtom& atom) {
    return IsMfaTest(atom) && !atom.op.is_negated && NarrowingOf(atom) != Narrowing::kNone;
  });
}

// A user who comes in without a second factor; "" for none.
std::string_view UserWithoutMfa(const TrustView& view, const Admission& admission,
                                const RuleContext& context) {
  if (admission.is_hopeless || std::ranges::any_of(admission.tests, &AsksForMfa)) return {};
  if (admission.who.kind == Kind::kUser) return admission.who.text;
  if (admission.who.kind != Kind::kAccount || admission.who.account != context.account().id) {
    return {};
  }
  for (const AssumeGrant& grant :
       AdmittedOf(AssumeGrantsOn(*view.role, context), admission, context)) {
    const Principal& who = context.account().principals[static_cast<size_t>(grant.principal)];
    if (who.kind == PrincipalKind::kUser && !GrantAsksForMfa(grant)) return who.arn;
  }
  return {};
}

void CheckMfa(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  if (view.role == nullptr || !IsOrReachesAdmin(*view.role, context)) return;
  for (const Admission& admission : AdmissionsOf(view, context)) {
    const std::string_view user = UserWithoutMfa(view, admission, context);
    if (user.empty()) continue;
    findings.Report(AtAdmission(view, admission),
                    Concat({"The user `", user, "` becomes an administrator by this role without ",
                            "a second factor."}));
  }
}

}  // namespace

extern constinit const Rule kAdministratorWithoutMfa = {
    .card = {.id = "TR-017",
             .name = "administrator-role-without-mfa",
             .title = "Users become administrators without a second factor",
             .severity = Severity::kMedium,
             .why = "A lost access key is then enough to be an administrator.",
             .remedy = "Test aws:MultiFactorAuthPresent with Bool true in the trust policy.",
             .references = "CWE-308 T1078.004",
             .source = "IAM User Guide, Secure API access with MFA"},
    .check = &CheckMfa,
};

}  // namespace iamsift
