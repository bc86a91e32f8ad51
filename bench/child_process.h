#pragma once

// A program run once, for what only a process of its own shows: start-up time and peak memory.

#include <optional>
#include <string>
#include <vector>

namespace iamsift {

struct ChildRun {
  double seconds = 0;         // from spawn to exit
  double peak_megabytes = 0;  // resident, as last seen; 0 for what ended within milliseconds
  int exit_code = 0;
};

// Standard output goes to /dev/null. nullopt: the program could not be started or was killed.
std::optional<ChildRun> RunChild(const std::vector<std::string>& command);

}  // namespace iamsift
