#pragma once

// What is forbidden in a source, told as `path:line: what`. One function a law.

#include <string>
#include <vector>

#include "tests/architecture/source_tree.h"

namespace iamsift {

// Includes that climb to a higher floor, go sideways to another room of the same one, or reach a
// room that is closed to this one.
std::vector<std::string> ForbiddenIncludes(const SourceText& source);

// Headers that cost every reader more than a second to compile, included in a header.
std::vector<std::string> HeavyIncludes(const SourceText& source);

// Words that only the command line may use (environment, clock, writing files), that only ingest
// and the command line may (reading files), and that nobody may (network, locale).
std::vector<std::string> ForbiddenWords(const SourceText& source);

}  // namespace iamsift
