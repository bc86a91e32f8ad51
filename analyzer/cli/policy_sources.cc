#include "analyzer/cli/policy_sources.h"

#include <algorithm>

#include "analyzer/eval/held_policy.h"

namespace iamsift {

std::vector<PolicySource> SourcesOf(const Account& account, const Principal& principal,
                                    const PrincipalAccess& access) {
  std::vector<PolicySource> sources;
  const auto add = [&](std::string_view policy, const PolicyText* text) {
    if (text == nullptr) return;
    sources.push_back({std::string(policy), &account.documents.at(text->document), text});
  };
  for (const HeldPolicy& held : HeldPoliciesOf(account, principal)) add(held.name, held.text);
  if (principal.boundary) add(principal.boundary->name, BoundaryTextOf(account, principal));
  for (const ServiceControlLevel& level : ScpLevelsOver(account, principal)) {
    for (const ServiceControl& policy : level.policies) {
      add(policy.name, policy.text ? &*policy.text : nullptr);
    }
  }
  for (const auto& made : access.made) {
    if (made->text != nullptr) sources.push_back({made->policy, &made->document, made->text});
  }
  return sources;
}

const PolicySource* SourceOf(const std::vector<PolicySource>& sources, const Statement& statement) {
  const auto found = std::find_if(sources.begin(), sources.end(), [&](const PolicySource& source) {
    return Holds(*source.document, statement);
  });
  return found == sources.end() ? nullptr : &*found;
}

}  // namespace iamsift
