// The prover against the solvers: what it proves they must not refute, and each of its witnesses
// must be one for the plain evaluator.

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "tests/solver/managed_sample.h"
#include "tests/solver/pair_oracle.h"
#include "tests/solver/prover_answer.h"
#include "tests/solver/prover_survey.h"

namespace iamsift::solver {
namespace {

constexpr uint64_t kPairs = 500;
constexpr int kAttacks = 100;
constexpr size_t kManagedPairs = 248;
constexpr int kMostUnknownPercent = 2;  // of the pairs with policy variables

// In parts, so that they can run side by side.
class RandomInclusions : public testing::TestWithParam<uint64_t> {};

TEST_P(RandomInclusions, AreDecidedAsTheSolversDecideThem) {
  std::string why;
  const std::unique_ptr<PairOracle> oracle = PairOracle::Start(why);
  ASSERT_NE(oracle, nullptr) << why;
  const ProverSurvey survey =
      SurveyProver(*oracle, AskProver, RandomPairs(GetParam(), kPairs), kAttacks);
  std::printf("%s\n", survey.Summary().c_str());
  for (const std::string& fault : survey.faults) ADD_FAILURE() << fault;
  EXPECT_EQ(survey.UnknownWithoutVariables(), 0);
  EXPECT_LE(survey.unknown_with_variables * 100, survey.with_variables * kMostUnknownPercent);
}

// Real policies: nothing of theirs may stay unknown.
TEST(ManagedInclusions, AreDecidedAsTheSolversDecideThem) {
  std::string why;
  const std::unique_ptr<PairOracle> oracle = PairOracle::Start(why);
  ASSERT_NE(oracle, nullptr) << why;
  const std::vector<NamedPair> sample = SampleOfManagedPairs(kManagedPairs, 1, why);
  ASSERT_FALSE(sample.empty()) << why;
  const ProverSurvey survey = SurveyProver(*oracle, AskProver, sample, 0);
  std::printf("%s\n", survey.Summary().c_str());
  for (const std::string& fault : survey.faults) ADD_FAILURE() << fault;
  EXPECT_EQ(survey.unknown, 0);
}

INSTANTIATE_TEST_SUITE_P(Prover, RandomInclusions, testing::Values(1, 501, 1001, 1501));

}  // namespace
}  // namespace iamsift::solver
