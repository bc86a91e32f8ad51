#pragma once

// Policies of the account that nobody holds, and what they would do.

#include "analyzer/audit/rule.h"

namespace iamsift {

struct EscalationPath;

// A customer managed policy that is neither attached nor a boundary. The export's own counts
// decide; without them, what a whole export shows.
bool IsUnattached(const Account& account, const ManagedPolicy& policy);

// What its Allows alone grant on every resource, unconditioned, under no limits.
ActionSet GrantedEverywhere(const RuleContext& context, const ManagedPolicy& policy);

// Its Allows alone, under no limits, make an administrator.
bool WouldMakeAdmin(const RuleContext& context, const ManagedPolicy& policy);

// The first path that a holder would surely have, whoever it was: each step is allowed on
// everything, unconditioned, and there is somebody to become. Null when there is none.
const EscalationPath* PathOfHolder(const RuleContext& context, const ManagedPolicy& policy);

}  // namespace iamsift
