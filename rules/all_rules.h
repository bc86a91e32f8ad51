#pragma once

// Every rule there is. A new rule is one line in all_rules.cc.

#include <span>

#include "analyzer/audit/rule.h"

namespace iamsift {

// Sorted by id.
std::span<const Rule* const> AllRules();

}  // namespace iamsift
