#pragma once

// The fixtures of a rule: corpus/rules/NAME/fires_*.json and quiet_*.json.

#include <filesystem>
#include <string_view>
#include <vector>

namespace iamsift {

struct RuleFixtures {
  std::vector<std::filesystem::path> firing, quiet;  // sorted
};

RuleFixtures FixturesOf(std::string_view rule_name);

}  // namespace iamsift
