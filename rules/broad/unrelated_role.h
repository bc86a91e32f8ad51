#pragma once

// Roles in reach of one iam:PassRole that do not belong together.

#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"

namespace iamsift {

// Whether one of the patterns for services takes this one.
bool IsWantedService(const std::vector<std::string_view>& wanted, std::string_view service);

// A role that the pattern matches and that does not belong with the others: it admits none of the
// services that it may be handed to or, where the statement names none, none that all before it
// admit. "" when they all belong together. Remembered by question.
std::string_view UnrelatedRole(const RuleContext& context, const ResourcePattern& pattern,
                               const std::vector<std::string_view>& named);

}  // namespace iamsift
