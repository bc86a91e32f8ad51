#pragma once

// Whether taking on a role makes one an administrator.

#include "analyzer/audit/rule.h"

namespace iamsift {

// The role is ADMIN. That it certainly reaches one by escalation is to be asked here, too, once
// the account's escalation graph can tell.
bool IsOrReachesAdmin(const Principal& role, const RuleContext& context);

}  // namespace iamsift
