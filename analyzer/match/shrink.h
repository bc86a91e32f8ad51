#pragma once

// The inverse of expansion: few patterns that match exactly a given set of catalog actions.

#include <string>
#include <vector>

#include "analyzer/match/action_set.h"

namespace iamsift {

// Patterns in catalog order, `service:Pattern`, that match exactly the listed actions of `set`:
// `service:*` where a whole service is in it, `prefix*` where a whole range is, names otherwise;
// suffix and infix patterns where they save entries.
std::vector<std::string> ShrinkActions(const Catalog& catalog, const ActionSet& set);

}  // namespace iamsift
