#pragma once

// From a policy to the smaller ones worth suggesting. A narrowing grants nothing that the original
// does not, and is shown to; a repair restores what the original meant to grant and fails to, lists
// what it adds, and is never mixed with a narrowing.

#include <memory>
#include <optional>
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
  std::unique_ptr<NarrowMemory> memory = std::make_unique<NarrowMemory>();
};

// One policy with all who hold it.
struct NarrowSubject {
  DocumentId document;
  std::vector<LimitsId> limits;  // of the holders, each once; empty: nobody holds it yet
  size_t quota = 6'144;          // characters that count, of one policy
};

// The suggestion of one tier; nullopt when it would change nothing, keep nothing, could not be
// shown to be contained, or would have to list the actions of more than a hundred services (an
// administrator needs a choice of services first). Rows lack what the caller knows: policy name,
// place, account, affects.
std::optional<SuggestionRow> NarrowPolicy(const NarrowSetting& setting,
                                          const NarrowSubject& subject, Tier tier);

// Adds what literal entries meant: the action behind an unknown name, the resource behind a dead
// pair. nullopt when nothing is to be repaired.
std::optional<SuggestionRow> RepairPolicy(const NarrowSetting& setting,
                                          const NarrowSubject& subject);

}  // namespace iamsift
