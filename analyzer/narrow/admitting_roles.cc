#include "analyzer/narrow/admitting_roles.h"

#include <algorithm>

#include "analyzer/base/each_once.h"
#include "analyzer/base/text.h"

namespace iamsift {

AdmittingRoles::AdmittingRoles(const Account& account) : account_(account) {
  for (const Principal& role : account.principals) {
    if (role.kind != PrincipalKind::kRole || !role.trust) continue;
    for (const Statement& statement : account.documents.at(role.trust->document).statements) {
      if (statement.effect != Effect::kAllow) continue;
      if (statement.principals.is_negated) Add("*", role);
      for (const PrincipalEntry& entry : statement.principals.entries) {
        const bool is_aws =
            entry.key == PrincipalMapKey::kAws || entry.key == PrincipalMapKey::kEveryone;
        if (is_aws) Add(entry.value.text, role);
      }
    }
  }
}

void AdmittingRoles::Add(std::string_view name, const Principal& role) {
  std::vector<const Principal*>& roles = name == "*" ? of_anybody_ : by_name_[std::string(name)];
  if (roles.empty() || roles.back() != &role) roles.push_back(&role);
}

std::vector<const Principal*> AdmittingRoles::For(const Principal& principal) const {
  std::vector<const Principal*> roles = of_anybody_;
  const auto add = [&](const std::vector<const Principal*>& some) {
    roles.insert(roles.end(), some.begin(), some.end());
  };
  const std::string root = Concat({"arn:", account_.partition, ":iam::", account_.id, ":root"});
  for (const std::string_view name :
       {principal.arn, principal.id, std::string_view(account_.id), std::string_view(root)}) {
    const auto found = by_name_.find(name);
    if (!name.empty() && found != by_name_.end()) add(found->second);
  }
  // Its sessions by their own names.
  const std::string session = Concat(
      {"arn:", account_.partition, ":sts::", account_.id, ":assumed-role/", principal.name, "/"});
  for (auto entry = by_name_.lower_bound(session);
       entry != by_name_.end() && entry->first.starts_with(session); ++entry) {
    add(entry->second);
  }
  KeepEachOnce(roles);  // in order of the account's principals, which stand in one vector
  std::erase(roles, &principal);
  return roles;
}

}  // namespace iamsift
