#pragma once

// The engine's answer to one neutral case, and where it differs from the reference's.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/eval/cases/case_runner.h"

namespace iamsift {

// JSON as `iamsift eval` prints it; a line that is no case answers {"decision":"no case",…}.
std::string AnswerTo(CaseRunner& runner, std::string_view line);

// Random cases [first, first + count), closed: what differs, at most `most` of them.
std::vector<std::string> DifferencesIn(uint64_t first, uint64_t count, size_t most);

}  // namespace iamsift
