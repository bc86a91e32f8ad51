#include "analyzer/proofs/principal_access.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/eval/held_policy.h"

namespace iamsift {
namespace {

// Adds a policy's document to those that are read together.
void Add(const Account& account, std::string_view policy, const PolicyText* text,
         std::vector<const PolicyDocument*>& documents, PrincipalAccess& out) {
  if (text == nullptr || account.documents.IsUnknown(text->document)) {
    out.missing.push_back(Concat({"the text of policy `", policy, "` is not known"}));
    return;
  }
  documents.push_back(&account.documents.at(text->document));
}

bool AllowsEverything(const ServiceControlLevel& level) {
  return std::any_of(level.policies.begin(), level.policies.end(),
                     [](const ServiceControl& policy) { return policy.is_allow_all; });
}

// Of a step with FullAWSAccess only the Denies matter.
void AddScps(const Account& account, const Principal& principal, PrincipalAccess& out) {
  for (const ServiceControlLevel& level : ScpLevelsOver(account, principal)) {
    AccessLayer layer{Concat({"scp of ", level.target}), {}};
    const bool is_open = AllowsEverything(level);
    for (const ServiceControl& policy : level.policies) {
      if (policy.is_allow_all) continue;
      Add(account, policy.name, policy.text ? &*policy.text : nullptr,
          is_open ? out.formula.denying : layer.documents, out);
    }
    if (!is_open) out.formula.routes.front().layers.push_back(std::move(layer));
  }
}

}  // namespace

PrincipalAccess AccessOf(const Account& account, const Principal& principal) {
  PrincipalAccess access;
  AccessRoute& route = access.formula.routes.emplace_back();
  AccessLayer identity{"identity", {}};
  for (const HeldPolicy& held : HeldPoliciesOf(account, principal)) {
    Add(account, held.name, held.text, identity.documents, access);
  }
  route.layers.push_back(std::move(identity));
  if (principal.boundary && !principal.IsServiceLinked()) {
    AccessLayer boundary{"boundary", {}};
    Add(account, principal.boundary->name, BoundaryTextOf(account, principal), boundary.documents,
        access);
    route.layers.push_back(std::move(boundary));
  }
  AddScps(account, principal, access);
  const auto know = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) access.known_keys.push_back({std::string(key), std::string(value)});
  };
  know("aws:principalaccount", account.id);
  if (principal.kind == PrincipalKind::kUser) {
    know("aws:username", principal.name);
    know("aws:principalarn", principal.arn);
  } else if (principal.kind == PrincipalKind::kRole) {
    access.known_keys.push_back({"aws:username", std::nullopt});
    know("aws:principalarn", principal.arn);
  }
  return access;
}

}  // namespace iamsift
