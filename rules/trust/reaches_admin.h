#pragma once

// Whether taking on a role makes one an administrator.

#include "analyzer/audit/rule.h"

namespace iamsift {

// The role is ADMIN, or certainly becomes one by escalation where the run asks for that.
bool IsOrReachesAdmin(const Principal& role, const RuleContext& context);

}  // namespace iamsift
