// The encoding against the plain evaluator of tests/reference: what a solver says is a request of
// new access must be one, and where it says there is none, random requests must find none either.

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>

#include "tests/solver/pair_oracle.h"
#include "tests/solver/pair_survey.h"
#include "tests/solver/smt_text.h"

namespace iamsift::solver {
namespace {

TEST(SmtText, ReadsWhatItWrites) {
  const std::u32string text = U"a\"b\\u{41}\n\u00e9\U0001F600";
  EXPECT_EQ(SmtString(text), R"("a""b\u{5c}u{41}\u{a}\u{e9}\u{1f600}")");
  EXPECT_EQ(ReadSmtString(SmtString(text)), text);
}

TEST(SmtText, ReadsTheValuesOfAModel) {
  const auto values = ReadValues("((a \"x) \"\"(y\")\n (b true) ((f 1) (- 2)))\n");
  ASSERT_TRUE(values.has_value());
  EXPECT_EQ(*values, (std::vector<std::string>{"\"x) \"\"(y\"", "true", "(- 2)"}));
}

// In parts, so that they can run side by side.
class RandomPairsEncoded : public testing::TestWithParam<uint64_t> {};

TEST_P(RandomPairsEncoded, SayWhatTheReferenceSays) {
  std::string why;
  const std::unique_ptr<PairOracle> oracle = PairOracle::Start(why);
  ASSERT_NE(oracle, nullptr) << why;
  const PairSurvey survey = SurveyEncoding(*oracle, RandomPairs(GetParam(), 100), 400);
  for (const std::string& fault : survey.faults) ADD_FAILURE() << fault;
  std::printf("%s\n", survey.Summary().c_str());
  EXPECT_GT(survey.included, 30);
  EXPECT_GT(survey.new_access, 30);
  EXPECT_LE(survey.undecided, 3);
}

INSTANTIATE_TEST_SUITE_P(Solver, RandomPairsEncoded, testing::Values(1, 101, 201));

}  // namespace
}  // namespace iamsift::solver
