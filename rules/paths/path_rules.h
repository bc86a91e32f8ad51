#pragma once

// The escalation paths as rules: cards made from the paths' own words. What they find is for the
// graph to say.

#include <vector>

#include "analyzer/audit/rule.h"

namespace iamsift {

// In order of the ids; made at the first call.
const std::vector<Rule>& PathRules();

}  // namespace iamsift
