#pragma once

// A concrete request that a grant allows, for a finding to show.

#include <optional>

#include "analyzer/audit/rule.h"

namespace iamsift {

// The action on a resource that the statement reaches and no limit of its holders touches, with the
// context that its conditions ask for. Nothing when such a request isn't plain to see: a Deny or a
// boundary under conditions, a value that hangs on the principal. The principal is the run's to
// add.
std::optional<Witness> AllowedRequest(const Grant& grant, ActionId action,
                                      const RuleContext& context);

}  // namespace iamsift
