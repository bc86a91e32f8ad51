// LINT-313, LINT-314: tests of the caller that are well formed and let others pass.

#include <algorithm>
#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/match/condition_value.h"
#include "rules/lint/condition/condition_entry.h"

namespace iamsift {
namespace {

constexpr std::string_view kMfaPresent = "aws:multifactorauthpresent";
constexpr std::string_view kMfaAge = "aws:multifactorauthage";

bool Wants(const ConditionAtom& atom, bool truth) {
  const bool compares =
      atom.op.base == BaseOperator::kBool || atom.op.base <= BaseOperator::kStringLike;
  return compares && !atom.op.is_negated && atom.values.size() == 1 &&
         ParseBool(atom.values.front()) == truth;
}

// A further Deny of the document catches requests that carry no such key, as those of long-lived
// keys do.
bool CatchesAbsence(const CompiledDocument& document) {
  return std::ranges::any_of(document.statements, [](const CompiledStatement& statement) {
    return statement.effect == Effect::kDeny &&
           std::ranges::any_of(statement.conditions, [](const ConditionAtom& atom) {
             return (atom.key == kMfaPresent || atom.key == kMfaAge) && HoldsWhenAbsent(atom);
           });
  });
}

std::string_view MfaFaultOf(const DocumentView& view, const ConditionEntry& entry) {
  const ConditionAtom& atom = *entry.atom;
  if (atom.key == kMfaAge) {
    return entry.IsAllow() && atom.op.if_exists
               ? "IfExists lets long-lived keys through, whose requests carry no such key"
               : "";
  }
  if (atom.key != kMfaPresent) return "";
  if (!entry.IsAllow()) {
    const bool passes = Wants(atom, false) && !HoldsWhenAbsent(atom);
    return passes && !CatchesAbsence(view.compiled)
               ? "requests with long-lived keys carry no such key, so the Deny misses them: "
                 "BoolIfExists takes them in"
               : "";
  }
  if (Wants(atom, false)) return "this allows what is done without MFA";
  return Wants(atom, true) && HoldsWhenAbsent(atom)
             ? "IfExists lets long-lived keys through, whose requests carry no such key"
             : "";
}

void CheckMfa(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const ConditionEntry& entry : ReadableConditionsOf(view)) {
    const std::string_view fault = MfaFaultOf(view, entry);
    if (fault.empty()) continue;
    Hit& hit = ReportTest(
        view, entry, -1, Severity::kWarning,
        Concat({"`", entry.test->operator_name.text, "` on `", entry.key(), "`: ", fault, "."}),
        findings);
    if (!entry.IsAllow()) hit.suggestion = "BoolIfExists";
  }
}

// --- LINT-314 ------------------------------------------------------------------------------------

constexpr std::string_view kTenantKeys[] = {"aws:principalaccount", "aws:principalorgid",
                                            "aws:resourceaccount",  "aws:resourceorgid",
                                            "aws:sourceaccount",    "aws:sourceorgid"};

// A token's subject begins with whose it is: `repo:org/name:…`, `project_path:group/name:…`. What
// stands behind may well be a pattern.
std::string_view TenantPartOf(std::string_view subject) {
  const size_t colon = subject.find(':');
  if (colon == std::string_view::npos) return subject;
  return subject.substr(0, subject.find_first_of(":/", colon + 1));
}

bool IsTenantOpen(const ConditionAtom& atom, std::string_view value) {
  if (atom.op.base != BaseOperator::kStringLike) return false;
  if (std::ranges::find(kTenantKeys, atom.key) != std::end(kTenantKeys)) return HasWildcard(value);
  const bool is_subject = IsIssuerKey(atom.key) && atom.key.ends_with(":sub");
  return is_subject && HasWildcard(TenantPartOf(value));
}

void CheckTenants(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const ConditionEntry& entry : ReadableConditionsOf(view)) {
    for (size_t i = 0; i < entry.test->values.size(); ++i) {
      const std::string_view value = entry.test->values[i].text;
      if (!IsTenantOpen(*entry.atom, value) || IsLeftover(value)) continue;
      ReportTest(view, entry, static_cast<int>(i), Severity::kWarning,
                 Concat({"`", value, "` leaves open whose `", entry.key(),
                         "` it is: others than the one meant match it, too."}),
                 findings);
    }
  }
}

}  // namespace

extern constinit const Rule kMfaNotEnforced = {
    .card = {.id = "LINT-313",
             .name = "mfa-not-enforced",
             .title = "A condition on MFA that requests without MFA pass",
             .severity = Severity::kWarning,
             .why = "aws:MultiFactorAuthPresent is absent from requests that are signed with "
                    "long-lived keys, and Bool does not hold where the key is absent.",
             .remedy = "Deny with BoolIfExists and `false`; allow with Bool and `true`.",
             .source = "IAM User Guide, AWS global condition context keys"},
    .check = &CheckMfa,
};

extern constinit const Rule kOpenTenantKey = {
    .card = {.id = "LINT-314",
             .name = "open-tenant-key",
             .title = "A wildcard where an account, organization or tenant is to be named",
             .severity = Severity::kWarning,
             .why = "Such keys tell one customer of AWS, or of a token issuer, from all others; a "
                    "pattern lets strangers whose names match pass.",
             .remedy = "Write the account or organization in full, and the owner in a token's "
                       "subject.",
             .source =
                 "IAM User Guide, AWS global condition context keys; Create a role for OpenID "
                 "Connect federation"},
    .check = &CheckTenants,
};

}  // namespace iamsift
