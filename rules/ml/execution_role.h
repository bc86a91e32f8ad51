#pragma once

// Roles that notebooks, jobs, endpoints and agents run as.

#include "analyzer/audit/rule.h"

namespace iamsift {

// Trusts SageMaker, Bedrock or Bedrock AgentCore.
bool IsExecutionRole(const Principal& principal, const RuleContext& context);

// An execution role, or the role of a pod, or one whose trust names no service that exists, so that
// nobody can tell what runs as it; or a policy without a holder.
bool MayBeExecutionRole(const Principal& principal, const RuleContext& context);

// Whether the principal is an administrator, or can make itself more than it is.
bool HasEscalation(const PrincipalView& view, const RuleContext& context);

}  // namespace iamsift
