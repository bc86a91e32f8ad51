#pragma once

// Service principals by what they are called without the DNS suffix and the Region that a partition
// or a Region adds: `delivery.logs` of delivery.logs.eu-west-1.amazonaws.com.
//
// Source: IAM User Guide, "AWS JSON policy elements: Principal", AWS service principals.

#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"

namespace iamsift {

// "": the name has no DNS suffix of AWS.
std::string_view ServiceLabel(const Catalog& catalog, std::string_view principal);

// AWS is known to have such a service principal, in this form or for another Region or partition.
bool IsKnownService(const RuleContext& context, std::string_view principal);

// The known service principal that was probably meant, "" if none is near.
std::string NearestService(const RuleContext& context, std::string_view principal);

// It takes on roles on behalf of whoever calls it.
bool ActsForCallers(const RuleContext& context, std::string_view principal);

// Equal for services that belong into one trust policy: of one group, or parts of one service.
std::string_view ServiceGroup(const RuleContext& context, std::string_view principal);

}  // namespace iamsift
