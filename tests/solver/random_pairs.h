#pragma once

// Two versions of a small and nasty policy from a seed: overlapping globs, every condition
// operator, Denies, Not forms; and the second version is the first one with a few changes that
// widen it, narrow it, or only look as if they did. About half of the pairs give new access. The
// same seed gives the same bytes on every machine.

#include <cstdint>
#include <string>
#include <vector>

namespace iamsift::solver {

struct PolicyPair {
  std::string old_json;
  std::string new_json;
};

// `variable_percent`: how many of the texts that may hold a policy variable do.
PolicyPair RandomPair(uint64_t seed, int variable_percent);

// A pair by the name that a test tells of it.
struct NamedPair {
  std::string name;
  PolicyPair documents;
};

// The pairs of the seeds [first, first + count), one in four with policy variables.
std::vector<NamedPair> RandomPairs(uint64_t first, uint64_t count);

}  // namespace iamsift::solver
