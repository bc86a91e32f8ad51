#pragma once

// What a proof says of a statement beside all else that its holder has: conditions that exclude
// each other, and Denies that only together take everything. Asked where the tables of grants leave
// it open, and only where a proof is likely.

#include "analyzer/audit/rule.h"

namespace iamsift {

// Nothing is left for the holder of what the Allow allows.
// grant  of the Allow to the holder.
bool IsProvedTaken(const RuleContext& context, const DocumentView& view,
                   const PrincipalPermissions& holder, const Grant& grant);

// The Deny takes nothing from the holder.
// at  its index among the statements.
bool IsProvedIdle(const RuleContext& context, const DocumentView& view,
                  const PrincipalPermissions& holder, size_t at);

}  // namespace iamsift
