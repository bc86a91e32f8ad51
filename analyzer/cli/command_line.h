#pragma once

// From the arguments to a verb that runs: finds the verb, parses its options, shows help, and says
// what was probably meant by a word that it doesn't know.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/cli/console.h"

namespace iamsift {

inline constexpr std::string_view kVersion = IAMSIFT_VERSION;

// arguments  without the program's own name.
ExitCode RunCommandLine(const std::vector<std::string>& arguments, Console& console);

}  // namespace iamsift
