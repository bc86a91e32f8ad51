#pragma once

// A sample of real policies with a change each, for benchmarks: half are consecutive versions, half
// a version and the same with one seeded change; each way round as often as the other.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/solver/random_pairs.h"

namespace iamsift::solver {

struct SamplePair {
  std::string name;  // 017-AmazonEC2FullAccess-v3-v4, 140-AmazonSQSFullAccess-v2-drop-action
  PolicyPair documents;
};

// None, with the reason, when the npm package is not installed.
std::vector<SamplePair> SampleOfManagedPairs(size_t count, uint64_t seed, std::string& why);

}  // namespace iamsift::solver
