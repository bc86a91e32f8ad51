#pragma once

// The readers of the two elements of a statement that are maps.

#include "analyzer/policy/document.h"
#include "analyzer/policy/reading.h"

namespace iamsift {

// Principal or NotPrincipal: `"*"`, or a map from key to one text or several.
void ReadPrincipal(PolicyReading& reading, JsonNodeId node, Statement& statement);

// Condition: operator to key to one scalar or several.
void ReadConditions(PolicyReading& reading, JsonNodeId node, Statement& statement);

}  // namespace iamsift
