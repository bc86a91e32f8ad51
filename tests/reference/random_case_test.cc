#include "tests/reference/random_case.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "tests/reference/decision.h"

namespace iamsift {
namespace {

constexpr int kCases = 20'000;

std::map<std::string, int> Distribution() {
  std::map<std::string, int> counts;
  for (uint64_t seed = 0; seed < kCases; ++seed) {
    ++counts[EvaluateReference(RandomCase(seed)).decision];
  }
  return counts;
}

TEST(RandomCases, ReachEveryDecision) {
  std::map<std::string, int> counts = Distribution();
  std::string shares;
  for (const auto& [decision, count] : counts) {
    shares += decision + " " + std::to_string(count * 100.0 / kCases) + " % ";
  }
  RecordProperty("shares", shares);
  EXPECT_GE(counts["ALLOW"], kCases / 50) << shares;
  EXPECT_GE(counts["EXPLICIT_DENY"], kCases / 50) << shares;
  EXPECT_GE(counts["IMPLICIT_DENY"], kCases / 50) << shares;
  EXPECT_GE(counts["ERROR"], kCases / 200) << shares;
  EXPECT_EQ(counts.size(), 4U) << shares;
}

TEST(RandomCases, AreTheSameForTheSameSeed) {
  for (uint64_t seed = 0; seed < 100; ++seed) EXPECT_EQ(RandomCase(seed), RandomCase(seed));
  EXPECT_NE(RandomCase(1), RandomCase(2));
}

}  // namespace
}  // namespace iamsift
