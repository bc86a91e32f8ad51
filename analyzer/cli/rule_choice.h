#pragma once

// Rules as a user names them, and what was meant where there is no such rule.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "analyzer/audit/rule.h"

namespace iamsift {

// The rule of this id or name; letter case is forgiven.
// Errors: InvalidArgument with the nearest id or name.
absl::StatusOr<const Rule*> FindRule(std::string_view wanted);

// Whether each of `wanted` means some rule: an id, a name, a family or a range.
// Errors: InvalidArgument naming the option, with what was probably meant.
absl::Status CheckSelectors(std::string_view option, const std::vector<std::string>& wanted);

// The same for families alone.
absl::Status CheckFamilies(std::string_view option, const std::vector<std::string>& wanted);

// RULE=LEVEL of `--severity`.
// Errors: InvalidArgument: no such rule, no such level, or a level that the rule cannot have: LINT
//         rules are errors, warnings or notes, the others critical, high, medium, low or info.
absl::StatusOr<std::pair<std::string, Severity>> ParseSeverityChoice(std::string_view choice);

}  // namespace iamsift
