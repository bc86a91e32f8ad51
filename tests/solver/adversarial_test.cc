// Families of pairs that are hard for a reason: the answers have to be right, and where a budget
// would have to be huge they may be missing.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "tests/solver/hard_families.h"
#include "tests/solver/prover_answer.h"
#include "tests/solver/reference_access.h"

namespace iamsift::solver {
namespace {

using Kind = PairAnswer::Kind;

void ExpectRight(const PolicyPair& pair, bool is_within) {
  const PairAnswer answer = AskProver(pair.old_json, pair.new_json);
  ASSERT_NE(answer.kind, Kind::kUnknown) << answer.reason;
  EXPECT_EQ(answer.kind == Kind::kProved, is_within) << answer.witness;
  if (answer.kind != Kind::kRefuted) return;
  EXPECT_EQ(FaultOfWitness(pair.old_json, pair.new_json, answer.witness), "");
}

void ExpectRight(const HardPair& pair) { ExpectRight(pair.documents, pair.is_within); }

TEST(Windows, AreDecided) {
  for (const size_t size : {2, 5, 8, 11}) {
    for (const bool has_gap : {false, true}) ExpectRight(Windows(size, has_gap));
  }
}

TEST(Windows, BeyondTheBudgetAreUnknown) {
  const HardPair pair = Windows(24, /*has_gap=*/false);
  const PairAnswer answer =
      AskProverWithin(10'000, 5'000, pair.documents.old_json, pair.documents.new_json);
  EXPECT_EQ(answer.kind, Kind::kUnknown);
}

TEST(ContainedWords, AreDecidedWhenOldKnowsTwoOfThem) {
  for (const std::string element : {"Resource", "Action"}) {
    for (const bool has_gap : {false, true}) ExpectRight(ContainedWords(element, 5, has_gap));
  }
}

TEST(ContainedWords, TwentyAreNotTwoToTheTwentiethClasses) {
  for (const std::string element : {"Resource", "Action"}) {
    for (const bool has_gap : {false, true}) ExpectRight(TaggedWords(element, 20, has_gap));
  }
}

TEST(Flags, FiftyAreDecidedAsAPlainSearchDecidesThem) {
  constexpr size_t kFlags = 50;
  int satisfiable = 0, contradictory = 0;
  for (uint64_t seed = 0; seed < 8; ++seed) {
    // At 4.26 clauses a flag half of them are satisfiable.
    const auto clauses = RandomClauses(kFlags, 213, seed);
    const bool is_satisfiable = IsSatisfiable(clauses, kFlags);
    ++(is_satisfiable ? satisfiable : contradictory);
    ExpectRight(FlagPolicies(clauses, kFlags), !is_satisfiable);
  }
  EXPECT_GT(std::min(satisfiable, contradictory), 1);
}

TEST(Pigeons, FindNoRoom) {
  for (size_t holes = 2; holes <= 5; ++holes) {
    ExpectRight(Pigeons(holes + 1, holes));
    ExpectRight(Pigeons(holes, holes));
  }
}

}  // namespace
}  // namespace iamsift::solver
