#pragma once

// What a role can do once somebody has taken it on, as far as it weighs a finding about its trust.

#include <string_view>

#include "analyzer/audit/rule.h"

namespace iamsift {

// One of the candidates reaches more than half of its resources, if only under a condition.
bool HasWideRight(const PrincipalPermissions& role, const RuleContext& context,
                  const ActionSet& candidates);

// Anything beyond List and Read.
bool DoesMoreThanRead(const PrincipalPermissions& role, const RuleContext& context);

// The AWS managed policy of that name is attached.
bool HoldsManagedPolicy(const Principal& role, std::string_view name);

}  // namespace iamsift
