#include "rules/broad/unrelated_role.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "analyzer/base/text.h"
#include "rules/broad/admitted_services.h"

namespace iamsift {
namespace {

using Services = std::vector<std::string_view>;

// Roles that somebody can pass, in the account's order, and what was found for each question:
// roles of one team pass roles by the same pattern.
struct PassableRoles {
  std::vector<const Principal*> roles;
  absl::flat_hash_map<std::string, std::string_view> unrelated;
};

PassableRoles MakePassableRoles(const Account& account) {
  PassableRoles passable;
  for (const Principal& principal : account.principals) {
    const bool is_passable = principal.kind == PrincipalKind::kRole &&
                             !principal.IsServiceLinked() && !principal.IsReservedSso();
    if (is_passable) passable.roles.push_back(&principal);
  }
  return passable;
}

// A role that the pattern matches and that does not belong with the others: it admits none of the
// services that it may be handed to or, where the statement names none, none that all before it
// admit. "" when they all belong together.
std::string_view FindUnrelatedRole(const Account& account,
                                   const std::vector<const Principal*>& roles,
                                   const ResourcePattern& pattern, const Services& named) {
  const std::string_view literal = pattern.text.substr(0, pattern.text.find_first_of("*?$"));
  Services common = named;
  bool is_first = named.empty();
  for (const Principal* const role : roles) {
    if (!role->arn.starts_with(literal) || !MatchesArn(pattern, role->arn)) continue;
    Services admitted = AdmittedServices(account, *role);
    if (!is_first) {
      std::erase_if(admitted, [&](auto service) { return !IsWantedService(common, service); });
    }
    if (admitted.empty()) return role->name;
    if (named.empty()) common = std::move(admitted);
    is_first = false;
  }
  return "";
}

}  // namespace

bool IsWantedService(const Services& wanted, std::string_view service) {
  return service == "*" || std::ranges::any_of(wanted, [&](std::string_view pattern) {
           return pattern == "*" || GlobMatchesIgnoreCase(pattern, service);
         });
}

std::string_view UnrelatedRole(const RuleContext& context, const ResourcePattern& pattern,
                               const Services& named) {
  PassableRoles& passable =
      context.memory->Once<PassableRoles>([&] { return MakePassableRoles(context.account()); });
  const std::string question = Concat({pattern.text, pattern.reads_variables ? "\n$" : "\n",
                                       std::to_string(named.size()), "\n", Join(named, "\n")});
  const auto [answer, is_new] = passable.unrelated.try_emplace(question);
  if (is_new) {
    answer->second = FindUnrelatedRole(context.account(), passable.roles, pattern, named);
  }
  return answer->second;
}

}  // namespace iamsift
