#include "analyzer/eval/trust.h"

#include <algorithm>

namespace iamsift {

namespace {

template <typename IsMeant>
bool TrustsEntry(const CompiledAccount& compiled, const Principal& role, IsMeant is_meant) {
  if (!role.trust) return false;
  const PolicyDocument& trust = compiled.account->documents.at(role.trust->document);
  return std::any_of(trust.statements.begin(), trust.statements.end(), [&](const Statement& s) {
    if (s.effect != Effect::kAllow || !s.is_readable || s.principals.is_negated) return false;
    return std::any_of(s.principals.entries.begin(), s.principals.entries.end(), is_meant);
  });
}

}  // namespace

bool TrustsService(const CompiledAccount& compiled, const Principal& role,
                   std::string_view service) {
  return TrustsEntry(compiled, role, [&](const PrincipalEntry& entry) {
    return entry.key == PrincipalMapKey::kService && entry.value.text == service;
  });
}

bool TrustsProvider(const CompiledAccount& compiled, const Principal& role,
                    std::string_view provider) {
  return TrustsEntry(compiled, role, [&](const PrincipalEntry& entry) {
    return entry.key == PrincipalMapKey::kFederated && entry.value.text == provider;
  });
}

bool TrustsSomeService(const CompiledAccount& compiled, const Principal& role) {
  return TrustsEntry(compiled, role, [](const PrincipalEntry& entry) {
    return entry.key == PrincipalMapKey::kService;
  });
}

std::vector<const Principal*> RolesTrusting(const CompiledAccount& compiled,
                                            std::string_view service) {
  std::vector<const Principal*> roles;
  for (const Principal& principal : compiled.account->principals) {
    if (principal.kind != PrincipalKind::kRole) continue;
    if (principal.IsServiceLinked() || principal.IsReservedSso()) continue;
    if (TrustsService(compiled, principal, service)) roles.push_back(&principal);
  }
  return roles;
}

}  // namespace iamsift
