#pragma once

// Who may take on a role: users and roles of the accounts at hand as edges, everybody else as
// entrances. Edges carry their conditions; chains of them are the caller's to follow.
//
// Source: STS API Reference, "AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML".

#include <span>
#include <string>
#include <vector>

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

  // In order of the principals. Empty for a role without a trust policy.
  std::vector<AssumptionEdge> EdgesInto(PrincipalRef role,
                                        std::span<const ContextAssumption> assumed);
  std::vector<RoleEntrance> EntrancesOf(PrincipalRef role,
                                        std::span<const ContextAssumption> assumed);

 private:
  std::vector<PrincipalRef> CandidatesFor(const DecisionDocument& trust);
  const std::vector<PrincipalRef>& Askers();

  Estate& estate_;
  bool knows_askers_ = false;
  std::vector<PrincipalRef> askers_;  // whose own policies speak of sts:AssumeRole, or are missing
};

}  // namespace iamsift
