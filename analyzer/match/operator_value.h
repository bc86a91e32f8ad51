#pragma once

// Which values an operator can compare with.

#include <string_view>

#include "analyzer/match/condition.h"

namespace iamsift {

// A number for numeric operators, an address block for IpAddress, … Any text for string operators.
bool IsValueOf(BaseOperator base, std::string_view value);

}  // namespace iamsift
