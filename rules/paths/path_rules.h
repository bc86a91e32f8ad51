#pragma once

// The escalation paths as rules: cards made from the paths' own words. What they find is for the
// graph to say.

#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/graph/escalation_path.h"

namespace iamsift {

// In order of the ids; made at the first call.
const std::vector<Rule>& PathRules();

// The card's words are the path's: it must outlive the rule.
Rule PathRule(const EscalationPath& path);

}  // namespace iamsift
