#pragma once

// Pairs of policies that are hard for a reason, with answers known by other means than logic over
// policies.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/solver/random_pairs.h"

namespace iamsift::solver {

struct HardPair {
  PolicyPair documents;
  bool is_within = false;  // NEW allows nothing that OLD doesn't
};

// Names with an `a` just before the last `size` characters: automata for it have 2^size states. The
// last character is 0 or 1; without a gap OLD allows both.
HardPair Windows(size_t size, bool has_gap);

// NEW allows every name that contains all the words; OLD the names that contain the first two,
// either way round, or with a gap one way round alone. `element` is Action or Resource.
HardPair ContainedWords(const std::string& element, size_t words, bool has_gap);

// NEW allows whatever OLD does: OLD with one statement for each of the words, each under a tag of
// its own; NEW with all of them in one statement, under all tags.
HardPair TaggedWords(const std::string& element, size_t words, bool has_gap);

// Three-literal clauses over flags; NEW allows what satisfies all of them, OLD nothing.
struct Clause3 {
  int literals[3];  // 1 … flags, negative: must be false
};
std::vector<Clause3> RandomClauses(size_t flags, size_t clauses, uint64_t seed);
bool IsSatisfiable(const std::vector<Clause3>& clauses, size_t flags);
PolicyPair FlagPolicies(const std::vector<Clause3>& clauses, size_t flags);

// NEW allows requests whose tags, each with one of so many values, all differ; OLD nothing.
HardPair Pigeons(size_t pigeons, size_t holes);

}  // namespace iamsift::solver
