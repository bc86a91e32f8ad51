#pragma once

// Which roles the account's people keep: service-linked roles and those that IAM Identity Center
// makes are kept by AWS, and no hygiene rule speaks of them.

#include "analyzer/account/account.h"

namespace iamsift {

inline bool IsKeptByAws(const Principal& principal) {
  return principal.IsServiceLinked() || principal.IsReservedSso();
}

inline bool IsRoleOfTheAccount(const Principal& principal) {
  return principal.kind == PrincipalKind::kRole && !IsKeptByAws(principal);
}

}  // namespace iamsift
