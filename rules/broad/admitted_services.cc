#include "rules/broad/admitted_services.h"

#include <algorithm>

namespace iamsift {

std::vector<std::string_view> AdmittedServices(const Account& account, const Principal& role) {
  std::vector<std::string_view> services;
  if (!role.trust) return services;
  for (const Statement& statement : account.documents.at(role.trust->document).statements) {
    if (statement.effect != Effect::kAllow) continue;
    for (const PrincipalEntry& entry : statement.principals.entries) {
      if (entry.key == PrincipalMapKey::kEveryone) services.emplace_back("*");
      if (entry.key == PrincipalMapKey::kService) services.push_back(entry.value.text);
    }
  }
  std::ranges::sort(services);
  services.erase(std::unique(services.begin(), services.end()), services.end());
  return services;
}

}  // namespace iamsift
