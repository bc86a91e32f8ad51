#pragma once

// What a proof behind a lint may take: no more than a hint is worth.

#include "analyzer/audit/rule.h"
#include "analyzer/proofs/policy_checks.h"

namespace iamsift {

inline ProofContext ProofOfLint(const RuleContext& context) {
  ProofContext proof;
  proof.catalog = &context.catalog;
  proof.budget = {.nodes = 500, .automaton_states = 20'000};
  proof.seeks_realistic_witness = false;
  return proof;
}

}  // namespace iamsift
