#pragma once

// One value of the Statement element to a Statement. What is wrong inside it is reported and read
// round, so that one bad statement hides neither the others nor the rest of itself.

#include "analyzer/policy/document.h"
#include "analyzer/policy/reading.h"

namespace iamsift {

// index  in the Statement array, -1 for a bare object.
Statement ReadStatement(PolicyReading& reading, JsonNodeId node, int32_t index);

}  // namespace iamsift
