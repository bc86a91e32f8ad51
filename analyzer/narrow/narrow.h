#pragma once

// From a policy to the smaller ones worth suggesting. A narrowing grants nothing that the original
// does not, and is shown to; a repair restores what the original meant to grant and fails to, lists
// what it adds, and is never mixed with a narrowing.

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "analyzer/eval/effective.h"
#include "analyzer/finding/finding.h"
#include "analyzer/match/resource_template.h"
#include "analyzer/match/sensitive_actions.h"
#include "analyzer/narrow/memory.h"

namespace iamsift {

// What the suggestions for one account's policies share.
struct NarrowSetting {
  AccountEvaluation& evaluation;
  const SensitiveActions& sensitive;
  ArnScope scope;  // of the account: partition, its id, its Region if there is one
  // Beside what was used, the observed tier keeps what else can be done to the same things.
  bool keeps_siblings = false;
  std::unique_ptr<NarrowMemory> memory = std::make_unique<NarrowMemory>();
};

// One policy with all who hold it.
struct NarrowSubject {
  DocumentId document;
  std::vector<LimitsId> limits;  // of the holders, each once; empty: nobody holds it yet
  std::vector<int32_t> holders;  // indices into Account::principals
  size_t quota = 6'144;          // characters that count, of one policy
};

// The suggestions of some tiers, in their order, each followed by a tighter one where the input
// shows names of resources or values for conditions. A tier has none when it would change nothing,
// keep nothing, could not be shown to be contained, or equals one before. The scoped tier is for
// policies that name in full what operating does without, self-service for those that may be meant
// for it. The observed tier needs to know what every holder used. A policy over more than a hundred
// services is cut to those that were used; where that is not known, to what a power user may do, in
// the operate tier alone. Then, if there is something to say, a row of advice: why a tier has none,
// and what would help further. Rows lack what the caller knows: policy name, place, account,
// affects.
std::vector<SuggestionRow> NarrowPolicy(const NarrowSetting& setting, const NarrowSubject& subject,
                                        std::span<const Tier> tiers);

// Adds what literal entries meant: the action behind an unknown name, the resource behind a dead
// pair. nullopt when nothing is to be repaired.
std::optional<SuggestionRow> RepairPolicy(const NarrowSetting& setting,
                                          const NarrowSubject& subject);

}  // namespace iamsift
