// What must hold of the prover's answers whatever the policies are, and needs no solver to be
// known.

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tests/solver/policy_edits.h"
#include "tests/solver/prover_answer.h"
#include "tests/solver/random_pairs.h"
#include "tests/solver/reference_access.h"

namespace iamsift::solver {
namespace {

using reference::RandomSource;
using Kind = PairAnswer::Kind;

constexpr uint64_t kPolicies = 300, kFamilies = 30, kBudgeted = 60;

// One in four has policy variables.
PolicyPair PairOf(uint64_t seed) { return RandomPair(seed, seed % 4 == 0 ? 30 : 0); }

bool HasVariables(const std::string& document) { return document.find("${") != document.npos; }

// With policy variables a few answers may stay open; none may be wrong.
class Metamorphic : public testing::Test {
 protected:
  testing::AssertionResult IsWithin(const std::string& narrower, const std::string& wider) {
    const PairAnswer answer = AskProver(wider, narrower);
    if (answer.kind == Kind::kProved || IsLeftOpen(answer, narrower + wider)) {
      return testing::AssertionSuccess();
    }
    return testing::AssertionFailure()
           << answer.witness << answer.reason << "\nold: " << wider << "\nnew: " << narrower;
  }

  bool IsLeftOpen(const PairAnswer& answer, const std::string& documents) {
    if (!HasVariables(documents)) return false;
    left_open_ += answer.kind == Kind::kUnknown;
    return answer.kind == Kind::kUnknown;
  }

  void TearDown() override { EXPECT_LE(left_open_, kMostOpen); }

 private:
  static constexpr int kMostOpen = 3;
  int left_open_ = 0;
};

TEST_F(Metamorphic, EveryPolicyIsWithinItself) {
  for (uint64_t seed = 0; seed < kPolicies; ++seed) {
    const std::string policy = PairOf(seed).new_json;
    EXPECT_TRUE(IsWithin(policy, policy)) << seed;
  }
}

TEST_F(Metamorphic, AnAllowWidensAndADenyNarrows) {
  for (uint64_t seed = 0; seed < kPolicies; ++seed) {
    const std::string policy = PairOf(seed).new_json, other = PairOf(seed + kPolicies).old_json;
    EXPECT_TRUE(IsWithin(policy, WithStatementOf(policy, other, /*allows=*/true))) << seed;
    EXPECT_TRUE(IsWithin(WithStatementOf(policy, other, /*allows=*/false), policy)) << seed;
  }
}

TEST_F(Metamorphic, SpellingDoesNotMatter) {
  for (uint64_t seed = 0; seed < kPolicies; ++seed) {
    RandomSource random(seed);
    const std::string policy = PairOf(seed).new_json, respelled = Respelled(policy, random);
    EXPECT_TRUE(IsWithin(respelled, policy)) << seed;
    EXPECT_TRUE(IsWithin(policy, respelled)) << seed;
  }
}

TEST_F(Metamorphic, AnswersDoNotHangOnSpelling) {
  for (uint64_t seed = 0; seed < kPolicies; ++seed) {
    RandomSource random(seed);
    const PolicyPair pair = PairOf(seed);
    const std::string other_old = Respelled(pair.old_json, random);
    const std::string other_new = Respelled(pair.new_json, random);
    const PairAnswer answer = AskProver(pair.old_json, pair.new_json);
    const PairAnswer other = AskProver(other_old, other_new);
    const std::string documents = pair.old_json + pair.new_json;
    if (answer.kind == other.kind) continue;
    if (IsLeftOpen(answer, documents) || IsLeftOpen(other, documents)) continue;
    ADD_FAILURE() << seed << " " << answer.reason << other.reason << "\nold: " << pair.old_json
                  << "\nnew: " << pair.new_json << "\nold: " << other_old << "\nnew: " << other_new;
  }
}

TEST_F(Metamorphic, NarrowingIsProved) {
  for (uint64_t seed = 0; seed < kPolicies; ++seed) {
    RandomSource random(seed);
    const std::string policy = PairOf(seed).new_json;
    std::string narrowed = policy;
    for (int i = 0; i < 3; ++i) {
      narrowed = Narrowed(narrowed, random);
      EXPECT_TRUE(IsWithin(narrowed, policy)) << seed;
    }
  }
}

// Relatives, so that many of them are within others.
std::vector<std::string> FamilyOf(uint64_t seed) {
  RandomSource random(seed);
  const PolicyPair pair = PairOf(seed);
  const std::string other = PairOf(seed + kPolicies).old_json;
  return {pair.old_json,
          pair.new_json,
          Narrowed(Narrowed(pair.old_json, random), random),
          Narrowed(pair.new_json, random),
          WithStatementOf(pair.old_json, other, true),
          WithStatementOf(pair.new_json, other, false)};
}

TEST_F(Metamorphic, InclusionIsTransitive) {
  for (uint64_t seed = 0; seed < kFamilies; ++seed) {
    const std::vector<std::string> family = FamilyOf(seed);
    const size_t size = family.size();
    std::vector<Kind> within(size * size);
    bool has_variables = false;
    for (size_t a = 0; a < size; ++a) {
      has_variables |= HasVariables(family[a]);
      for (size_t b = 0; b < size; ++b) within[a * size + b] = AskProver(family[b], family[a]).kind;
    }
    for (size_t i = 0; i < size * size * size; ++i) {
      const size_t a = i / size / size, b = i / size % size, c = i % size;
      if (within[a * size + b] != Kind::kProved || within[b * size + c] != Kind::kProved) continue;
      const Kind direct = within[a * size + c];
      EXPECT_NE(direct, Kind::kRefuted) << family[a] << "\n" << family[b] << "\n" << family[c];
      const bool is_told = direct == Kind::kProved || has_variables;
      EXPECT_TRUE(is_told) << family[a] << "\n" << family[c];
    }
  }
}

TEST(Budgets, OfAnySizeGiveTheAnswerOrNone) {
  for (uint64_t seed = 0; seed < kBudgeted; ++seed) {
    const PolicyPair pair = PairOf(seed);
    const Kind truth = AskProver(pair.old_json, pair.new_json).kind;
    for (int64_t nodes = 0; nodes <= 10'000; nodes = nodes == 0 ? 1 : nodes * 10) {
      for (int64_t states = 0; states <= 10'000; states = states == 0 ? 1 : states * 10) {
        const PairAnswer answer = AskProverWithin(nodes, states, pair.old_json, pair.new_json);
        if (answer.kind == Kind::kUnknown) {
          EXPECT_EQ(answer.reason.find("REJECTED"), std::string::npos) << answer.reason;
          continue;
        }
        EXPECT_EQ(static_cast<int>(answer.kind), static_cast<int>(truth))
            << seed << ": " << nodes << " nodes, " << states << " states";
        if (answer.kind != Kind::kRefuted) continue;
        EXPECT_EQ(FaultOfWitness(pair.old_json, pair.new_json, answer.witness), "");
      }
    }
  }
}

}  // namespace
}  // namespace iamsift::solver
