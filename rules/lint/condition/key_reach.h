#pragma once

// Which of a statement's actions never meet a condition of it.

#include <string_view>
#include <vector>

#include "rules/lint/condition/condition_entry.h"

namespace iamsift {

// The written actions none of whose requests carry the key, as far as the catalog is certain: the
// key is of a service and known, and no action that a wildcard matches takes it. Tests with
// IfExists or ForAllValues are left out: they are written for actions of both kinds.
bool NeverCarries(const RuleContext& context, const ActionPattern& pattern,
                  const ConditionAtom& atom);
std::vector<std::string_view> EntriesWithoutKey(const RuleContext& context,
                                                const ConditionEntry& entry);

}  // namespace iamsift
