#pragma once

// Of whom one word says it all.

#include "analyzer/eval/effective.h"

namespace iamsift {

// The principal is an administrator, or becomes one when a condition is met (MFA, a tag): OB-001,
// OB-002 and OB-012 say so, and no rule lists what else follows.
inline bool IsAdministratorAtTimes(const EffectivePermissions& effective, const Catalog& catalog) {
  if (effective.is_admin || effective.conditional.IsEmpty()) return effective.is_admin;
  ActionSet at_best = effective.everywhere;
  at_best |= effective.conditional;
  return IsAdmin(catalog, at_best);
}

}  // namespace iamsift
