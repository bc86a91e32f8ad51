#pragma once

// Which policies of an account get a suggestion, and the rows that a report shows of it.

#include <span>
#include <vector>

#include "analyzer/audit/assemble.h"
#include "analyzer/audit/occurrence.h"
#include "analyzer/match/sensitive_actions.h"
#include "analyzer/narrow/narrow.h"

namespace iamsift {

inline constexpr Tier kAllTiers[] = {Tier::kEquivalent,  Tier::kScoped, Tier::kOperate,
                                     Tier::kObserved,    Tier::kUse,    Tier::kView,
                                     Tier::kSelfService, Tier::kGuarded};

// Suggestions for the policy of one occurrence, in the order of `tiers`; then a repair. Of a trust
// policy the guarded tier alone. None for documents that nobody holds.
// setting  one for all policies of the account: it remembers.
std::vector<SuggestionRow> SuggestFor(const Occurrence& occurrence, const NarrowSetting& setting,
                                      const Assembler& assembler, std::span<const Tier> tiers);

// inventory  of resources, whose names suggestions may follow; null for none. Must outlive it.
NarrowSetting NarrowSettingOf(AccountEvaluation& evaluation, const SensitiveActions& sensitive,
                              const ResourceInventory* inventory);

}  // namespace iamsift
