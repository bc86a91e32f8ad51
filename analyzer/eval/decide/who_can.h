#pragma once

// Everybody who can do one thing: by own policies or the resource's, by assuming roles, and from
// outside the accounts at hand.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/eval/decide/role_assumption.h"

namespace iamsift {

struct DirectAccess {
  PrincipalRef who;
  bool is_conditional = false;
  std::string condition, residual;           // for people, as JSON; "" when unconditional
  std::vector<AppliedStatement> statements;  // that decide
};

// The shortest way; of equally short ones the first found.
struct AccessThroughRoles {
  PrincipalRef who;
  std::vector<PrincipalRef> roles;      // in the order in which they are assumed
  std::vector<std::string> conditions;  // of the steps and of the last role's own access
  bool IsConditional() const { return !conditions.empty(); }
};

struct OutsideAccess {
  std::string who;                   // a service, a provider of identities, an account, everyone
  std::optional<PrincipalRef> role;  // that it comes in by; nullopt: the resource's policy names it
  bool is_conditional = false;
  std::string condition;
};

struct WhoCanAnswer {
  std::vector<DirectAccess> direct;  // in order of the principals
  std::vector<AccessThroughRoles> through_roles;
  std::vector<OutsideAccess> outside;
  std::vector<std::string> limits;
};

// resource  an ARN, a pattern, or `*` for all of an account's that the action acts on. `*` and
//           resources that don't tell their account are asked for within each caller's account.
WhoCanAnswer WhoCan(Estate& estate, std::string_view action, std::string_view resource,
                    std::span<const ContextAssumption> assumed);

// What a request itself leaves open: an unknown owner, a key policy that is assumed, an action that
// the catalog doesn't list.
std::vector<std::string> LimitsOf(const AskedRequest& request);

}  // namespace iamsift
