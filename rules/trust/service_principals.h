#pragma once

// What is known of service principals, by their labels.
//
// Source: IAM User Guide, "AWS JSON policy elements: Principal", AWS service principals.

#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/match/service_label.h"

namespace iamsift {

// AWS is known to have such a service principal, in this form or for another Region or partition.
bool IsKnownService(const RuleContext& context, std::string_view principal);

// The known service principal that was probably meant, "" if none is near.
std::string NearestService(const RuleContext& context, std::string_view principal);

// It takes on roles on behalf of whoever calls it.
bool ActsForCallers(const RuleContext& context, std::string_view principal);

// Equal for services that belong into one trust policy: of one group, or parts of one service.
std::string_view ServiceGroup(const RuleContext& context, std::string_view principal);

}  // namespace iamsift
