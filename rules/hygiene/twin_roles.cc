// HY-018

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/hygiene/account_roles.h"

namespace iamsift {
namespace {

// What is equal, with the members in the account's order.
using Twins = std::map<std::pair<uintptr_t, uint32_t>, std::vector<const Principal*>>;

Twins RolesByPermissionsAndTrust(const RuleContext& context) {
  Twins twins;
  for (const PrincipalPermissions& permissions : context.evaluation.principals()) {
    const Principal& role = context.account().principals[static_cast<size_t>(permissions.index)];
    if (!IsRoleOfTheAccount(role) || !role.trust) continue;
    if (!permissions.incomplete_because.empty() || permissions.held.empty()) continue;
    twins[{reinterpret_cast<uintptr_t>(permissions.effective), role.trust->document.value}]
        .push_back(&role);
  }
  return twins;
}

// In the order of the first member, so that nothing hangs on addresses.
std::vector<std::vector<const Principal*>> InOrder(const Twins& twins) {
  std::vector<std::vector<const Principal*>> groups;
  for (const auto& [key, roles] : twins) {
    if (roles.size() > 1) groups.push_back(roles);
  }
  std::ranges::sort(groups, {}, [](const auto& roles) { return roles.front(); });
  return groups;
}

void CheckRoles(const RuleContext& context, PlaceSink& findings) {
  for (const auto& roles : InOrder(RolesByPermissionsAndTrust(context))) {
    std::vector<std::string_view> names;
    for (const Principal* const role : roles) names.push_back(role->name);
    Hit& hit = findings.Report(
        *roles.front(),
        Concat({"These roles have equal permissions and trust: `", Join(names, "`, `"), "`."}));
    hit.discriminator = "roles";
    for (const Principal* const role : roles) {
      hit.placed_evidence.push_back({EvidenceRole::kGrants, role->place, std::string(role->arn)});
    }
  }
}

void CheckPolicies(const Account& account, PlaceSink& findings) {
  std::map<uint32_t, std::vector<const ManagedPolicy*>> by_text;
  for (const ManagedPolicy& policy : account.policies) {
    const PolicyVersion* const version = policy.DefaultVersion();
    if (version == nullptr || policy.IsAwsManaged()) continue;
    by_text[version->text.document.value].push_back(&policy);
  }
  for (const auto& [document, policies] : by_text) {
    if (policies.size() < 2) continue;
    std::vector<std::string_view> names;
    for (const ManagedPolicy* const policy : policies) names.push_back(policy->name);
    findings
        .Report(*policies.front(),
                Concat({"These policies have the same text: `", Join(names, "`, `"), "`."}))
        .discriminator = "policies";
  }
}

void Check(const AccountView& view, const RuleContext& context, PlaceSink& findings) {
  CheckRoles(context, findings);
  CheckPolicies(view.account, findings);
}

}  // namespace

extern constinit const Rule kTwinRoles = {
    .card = {.id = "HY-018",
             .name = "twin-roles",
             .title = "Roles or policies are copies of each other",
             .severity = Severity::kInfo,
             .why = "Copies drift apart: a right taken from one stays in the other.",
             .remedy = "Keep one of them.",
             .references = "CWE-1220",
             .source = "IAM User Guide, Security best practices in IAM"},
    .check = &Check,
};

}  // namespace iamsift
