#pragma once

// Who may take on a role: users and roles of the accounts at hand as edges, everybody else as
// entrances. Edges carry their conditions; chains of them are the caller's to follow.
//
// Source: STS API Reference, "AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML".

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/eval/decide/estate.h"

namespace iamsift {

struct AssumptionEdge {
  PrincipalRef from;
  PrincipalRef role;
  bool is_conditional = false;
  std::string condition;  // for people, "" when there is none
};

// Somebody beyond the accounts: a service, a provider of identities, another account, everyone.
struct RoleEntrance {
  std::string who;     // as the trust policy names it
  std::string action;  // sts:AssumeRoleWithWebIdentity
  bool is_conditional = false;
  std::string condition;
};

// Everybody beyond the accounts whom a resource's policy lets do what is asked for.
std::vector<RoleEntrance> OutsidersNamedIn(Estate& estate, const DecisionDocument& policy,
                                           const AskedRequest& request,
                                           std::span<const ContextAssumption> assumed);

class RoleAssumption {
 public:
  explicit RoleAssumption(Estate& estate) : estate_(estate) {}

  // In order of the principals, of those that are wanted. Empty for a role without a trust policy.
  std::vector<AssumptionEdge> EdgesInto(PrincipalRef role,
                                        std::span<const ContextAssumption> assumed,
                                        const std::function<bool(PrincipalRef)>& is_wanted);
  std::vector<RoleEntrance> EntrancesOf(PrincipalRef role,
                                        std::span<const ContextAssumption> assumed);

 private:
  // Who asks for roles by their own policies: by the role's ARN, by a pattern of it, or in a way
  // that only a decision tells (a missing document, NotResource, a variable). So a role is held
  // against those alone that may mean it, not against everybody.
  struct PatternAskers {
    const ResourcePattern* pattern = nullptr;
    std::vector<PrincipalRef> who;
  };
  struct Askers {
    absl::flat_hash_map<std::string_view, std::vector<PrincipalRef>> by_arn;
    std::vector<PatternAskers> by_pattern;  // each distinct text once
    std::vector<PrincipalRef> always;
  };

  std::vector<PrincipalRef> CandidatesFor(std::string_view role_arn, const DecisionDocument& trust);
  const Askers& AllAskers();
  void AddAsker(PrincipalRef ref, const AskedAction& action,
                absl::flat_hash_map<std::string_view, size_t>& patterns);

  Estate& estate_;
  std::optional<Askers> askers_;
};

}  // namespace iamsift
