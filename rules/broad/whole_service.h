#pragma once

// Which services a statement grants whole, by `svc:*` or by patterns that come to the same.

#include <vector>

#include "analyzer/audit/rule.h"

namespace iamsift {

struct WholeService {
  ServiceId service;
  int item = -1;         // of Action: the pattern that does it alone; -1: several together
  bool is_wide = false;  // on every resource of some type; else on named ones
};

// In catalog order. Empty where another rule tells all: NotAction, NotResource, and `*` that makes
// an administrator or is held back by resources or conditions. A service of whose actions a Deny
// or the boundary takes more than half is no longer whole.
std::vector<WholeService> WholeServicesOf(const GrantView& view, const RuleContext& context);

// `*` among the actions, on every resource, unconditioned: whether what limits leave of it would
// still be an administrator's.
bool IsAdminGrant(const GrantView& view, const RuleContext& context);

}  // namespace iamsift
