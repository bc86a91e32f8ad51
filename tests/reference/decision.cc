#include "tests/reference/decision.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "tests/reference/cases.h"
#include "tests/reference/conditions.h"
#include "tests/reference/matching.h"
#include "tests/reference/principals.h"
#include "tests/reference/service_rules.h"
#include "tests/reference/text.h"

namespace iamsift {
namespace reference {
namespace {

enum class Effect { kAllow, kDeny };

class Decision {
 public:
  Decision(const Case& c, std::span<const std::string_view> rcp_services)
      : case_(c), caller_(c.caller), request_(c.request), rcp_services_(rcp_services) {}

  std::string_view Decide() const {
    if (IsAlwaysAllowed(caller_, request_)) return "ALLOW";
    if (IsDenied()) return "EXPLICIT_DENY";
    const bool is_allowed = IsGranted() && PassesGuards() && !IsAlwaysRefused(caller_, request_);
    return is_allowed ? "ALLOW" : "IMPLICIT_DENY";
  }

 private:
  // Who is subject to what.
  bool IsServiceLinkedRole() const { return IsRoleUnder(caller_.role_arn, "/aws-service-role/"); }
  bool IsRoleOrSession() const {
    return caller_.type == CallerType::kRole || caller_.type == CallerType::kSession;
  }
  bool HasIdentityPolicies() const {
    return caller_.type == CallerType::kUser || caller_.type == CallerType::kFederatedUser ||
           IsRoleOrSession();
  }
  bool HasSessionPolicies() const {
    if (case_.session.empty()) return false;
    if (caller_.type == CallerType::kFederatedUser) return true;
    return IsRoleOrSession() && !IsServiceLinkedRole();
  }
  bool IsUnderServiceControl() const {
    const bool is_of_account = HasIdentityPolicies() || caller_.type == CallerType::kRoot;
    return case_.service_control.has_value() && is_of_account && !IsServiceLinkedRole() &&
           !caller_.is_of_management;
  }
  bool IsUnderResourceControl() const {
    if (!case_.resource_control.has_value() || IsServiceLinkedRole()) return false;
    if (request_.is_resource_in_management) return false;
    if (SameWithoutCase(request_.action, "kms:RetireGrant")) return false;
    const std::string service = SplitAt(Lower(request_.action), ':')[0];
    return std::find(rcp_services_.begin(), rcp_services_.end(), service) != rcp_services_.end();
  }
  // Trust policies are asked by STS alone: another service does not read them.
  bool HasResourcePolicy() const {
    if (!case_.resource_policy.has_value()) return false;
    return case_.resource_policy_type != PolicyType::kTrust || IsAssumption();
  }

  // sts:AssumeRole, its variants, and what is asked for together with it.
  bool IsAssumption() const {
    const std::string action = Lower(request_.action);
    return IsRole(request_.resource) &&
           (action.starts_with("sts:assumerole") || action == "sts:tagsession" ||
            action == "sts:setsourceidentity" || action == "sts:setcontext");
  }
  bool IsAboutKmsKey() const {
    const std::vector<std::string> parts = SplitAt(request_.resource, ':', 5);
    return parts.size() == 6 && parts[2] == "kms" && parts[5].starts_with("key/");
  }
  // KMS keys and roles believe their own account's policies only when their policy says so.
  bool MustNameItsPrincipals() const { return IsAssumption() || IsAboutKmsKey(); }

  // What a statement is to this request; nothing when it does not apply.
  Grades Applying(const Statement& statement, bool has_variables, Effect effect) const {
    if (statement.is_allow != (effect == Effect::kAllow)) return {};
    if (!ActionApplies(statement, request_)) return {};
    if (!ResourceApplies(statement, has_variables, request_)) return {};
    if (!ConditionsHold(statement, has_variables, request_.context)) return {};
    return GradesOf(statement, caller_);
  }
  Grades Applying(const Document& document, Effect effect) const {
    Grades all;
    for (const Statement& statement : document.statements) {
      const Grades grades = Applying(statement, document.has_variables, effect);
      all.direct = all.direct || grades.direct;
      all.limited = all.limited || grades.limited;
      all.account = all.account || grades.account;
    }
    return all;
  }
  bool Says(const Document& document, Effect effect) const {
    return Applying(document, effect).Any();
  }
  bool SomeSays(const Documents& documents, Effect effect) const {
    return std::any_of(documents.begin(), documents.end(),
                       [&](const Document& document) { return Says(document, effect); });
  }
  bool SomeLevelSays(const std::vector<Documents>& levels, Effect effect) const {
    return std::any_of(levels.begin(), levels.end(),
                       [&](const Documents& level) { return SomeSays(level, effect); });
  }
  bool EveryLevelAllows(const std::vector<Documents>& levels) const {
    return std::all_of(levels.begin(), levels.end(),
                       [&](const Documents& level) { return SomeSays(level, Effect::kAllow); });
  }

  // Step 1: some Deny applies.
  bool IsDenied() const {
    constexpr Effect kDeny = Effect::kDeny;
    if (HasIdentityPolicies() && SomeSays(case_.identity, kDeny)) return true;
    if (caller_.has_boundary && Says(*case_.boundary, kDeny)) return true;
    if (HasSessionPolicies() && SomeSays(case_.session, kDeny)) return true;
    if (SomeSays(case_.endpoint, kDeny)) return true;
    if (HasResourcePolicy() && !IsRescueOfBucketPolicy(caller_, request_) &&
        Says(*case_.resource_policy, kDeny)) {
      return true;
    }
    if (IsUnderServiceControl() && SomeLevelSays(*case_.service_control, kDeny)) return true;
    return IsUnderResourceControl() && SomeLevelSays(*case_.resource_control, kDeny);
  }

  // Step 2: the guardrails let it through. RCPs need no Allow, for RCPFullAWSAccess is implied.
  bool PassesGuards() const {
    if (IsUnderServiceControl() && !EveryLevelAllows(*case_.service_control)) return false;
    return case_.endpoint.empty() || SomeSays(case_.endpoint, Effect::kAllow);
  }

  // Step 3: what the caller's own policies and the resource's policy grant.
  bool IdentityAllows() const {
    if (caller_.type == CallerType::kRoot) return true;
    return HasIdentityPolicies() && SomeSays(case_.identity, Effect::kAllow);
  }
  bool LimitsAllow() const {
    if (caller_.has_boundary && !Says(*case_.boundary, Effect::kAllow)) return false;
    if (HasSessionPolicies()) return SomeSays(case_.session, Effect::kAllow);
    return caller_.type != CallerType::kFederatedUser;
  }
  Grades ResourceGrants() const {
    if (!HasResourcePolicy() || IsCutByPublicAccessBlock(case_)) return {};
    return Applying(*case_.resource_policy, Effect::kAllow);
  }

  // Step 4: do they add up?
  bool IsGranted() const {
    const Grades grants = ResourceGrants();
    if (!HasIdentityPolicies() && caller_.type != CallerType::kRoot) return grants.direct;
    const bool identity_and_limits = IdentityAllows() && LimitsAllow();
    if (caller_.account != request_.resource_account) return grants.Any() && identity_and_limits;
    return grants.direct || (grants.limited && LimitsAllow()) ||
           (identity_and_limits && (!MustNameItsPrincipals() || grants.account));
  }

  const Case& case_;
  const Caller& caller_;
  const Request& request_;
  std::span<const std::string_view> rcp_services_;
};

}  // namespace
}  // namespace reference

ReferenceVerdict EvaluateReference(std::string_view case_json,
                                   std::span<const std::string_view> rcp_services) {
  std::string why;
  const std::optional<reference::Case> c = reference::ReadCase(case_json, why);
  if (!c.has_value()) return {"ERROR", why};
  return {std::string(reference::Decision(*c, rcp_services).Decide()), ""};
}

}  // namespace iamsift
