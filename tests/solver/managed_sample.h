#pragma once

// A sample of real policies with a change each, for benchmarks: half are consecutive versions, half
// a version and the same with one seeded change; each way round as often as the other.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/solver/random_pairs.h"

namespace iamsift::solver {

// Named like 017-AmazonEC2FullAccess-v3-v4 and 140-AmazonSQSFullAccess-v2-drop-action-back.
// None, with the reason, when the npm package is not installed.
std::vector<NamedPair> SampleOfManagedPairs(size_t count, uint64_t seed, std::string& why);

// All consecutive versions, both ways.
std::vector<NamedPair> AllManagedPairs(std::string& why);

}  // namespace iamsift::solver
