// That a prover which errs is found out, and one which does not is left in peace.

#include "tests/solver/prover_survey.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <memory>
#include <string>

namespace iamsift::solver {
namespace {

constexpr size_t kPairs = 12;

class ProverSurveyTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string why;
    oracle_ = PairOracle::Start(why);
    ASSERT_NE(oracle_, nullptr) << why;
  }

  std::unique_ptr<PairOracle> oracle_;
};

TEST_F(ProverSurveyTest, FindsAWrongProof) {
  const auto survey = SurveyProver(
      *oracle_,
      [](auto, auto) {
        return PairAnswer{PairAnswer::Kind::kProved, "", ""};
      },
      RandomPairs(1, kPairs), 0);
  EXPECT_THAT(survey.faults, testing::Contains(testing::HasSubstr("proved, yet there is")));
}

TEST_F(ProverSurveyTest, FindsAWitnessThatIsNone) {
  const std::string witness = R"({"action":"s3:GetObject","resource":"arn:aws:s3:::none"})";
  const auto survey = SurveyProver(
      *oracle_,
      [&](auto, auto) {
        return PairAnswer{PairAnswer::Kind::kRefuted, witness, ""};
      },
      RandomPairs(1, kPairs), 0);
  EXPECT_THAT(survey.faults, testing::Contains(testing::HasSubstr("a witness that is none")));
}

TEST_F(ProverSurveyTest, LeavesTheSolverItselfInPeace) {
  const auto solver = [&](std::string_view old_json, std::string_view new_json) {
    const OracleAnswer answer = oracle_->Decide(old_json, new_json);
    if (answer.kind == OracleAnswer::Kind::kIncluded) {
      return PairAnswer{PairAnswer::Kind::kProved, "", ""};
    }
    return PairAnswer{PairAnswer::Kind::kRefuted, answer.request, ""};
  };
  const auto survey = SurveyProver(*oracle_, solver, RandomPairs(1, kPairs), 10);
  EXPECT_THAT(survey.faults, testing::IsEmpty());
  EXPECT_EQ(survey.proved + survey.refuted, static_cast<int>(kPairs));
}

}  // namespace
}  // namespace iamsift::solver
