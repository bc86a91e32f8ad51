#pragma once

// The severities that a user gives to rules in place of what the rules say.

#include <string>
#include <utility>
#include <vector>

#include "analyzer/finding/finding.h"

namespace iamsift {

// A rule selector (rule_selector.h) and what its findings are to be.
using SeverityChoice = std::pair<std::string, Severity>;

// The last choice that means a finding's rule wins. The findings are put in order anew.
void OverrideSeverities(const std::vector<SeverityChoice>& choices, AuditResult& result);

}  // namespace iamsift
