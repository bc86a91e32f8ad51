#include "analyzer/proofs/policy_checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/base/text.h"
#include "analyzer/proofs/decided_pairs_for_test.h"
#include "analyzer/proofs/proof_fixture.h"

namespace iamsift {
namespace {

TEST(NoNewAccess, SharedExampleIsRefutedWithARequestOnTheProtectedBucket) {
  const InclusionAnswer answer = NoNewAccess(
      R"([{"Effect":"Allow","Action":"s3:*","Resource":"*"},
          {"Effect":"Deny","Action":"s3:Delete*","Resource":"arn:aws:s3:::prod-*"}])",
      R"({"Effect":"Allow","Action":"s3:D*Object","Resource":"arn:aws:s3:::pro?-x/*"})");
  ASSERT_EQ(answer.inclusion, Inclusion::kRefuted) << answer.reason;
  EXPECT_TRUE(answer.witness->request.resource.starts_with("arn:aws:s3:::prod-x/"));
  EXPECT_EQ(answer.witness->request.action, "s3:DeleteObject");
  EXPECT_EQ(answer.witness->denied_by.size(), 1U);
  EXPECT_EQ(answer.witness->is_realistic, true);
}

TEST(NoNewAccess, SharedExampleIsProvedOnOtherBuckets) {
  const InclusionAnswer answer = NoNewAccess(
      R"([{"Effect":"Allow","Action":"s3:*","Resource":"*"},
          {"Effect":"Deny","Action":"s3:Delete*","Resource":"arn:aws:s3:::prod-*"}])",
      R"({"Effect":"Allow","Action":["s3:GetObject","s3:DeleteObject"],
          "Resource":"arn:aws:s3:::dev-*/*"})");
  EXPECT_EQ(answer.inclusion, Inclusion::kProved) << answer.reason;
}

TEST(NoNewAccess, OfWhatIsNoPolicyIsUnknown) {
  constexpr const char* kBroken = R"([{"Effect":"Allow" "Action":"*"}])";
  EXPECT_EQ(NoNewAccess(kAll, kBroken).inclusion, Inclusion::kUnknown);
  EXPECT_EQ(NoNewAccess(kBroken, kAll).inclusion, Inclusion::kUnknown);
}

TEST(NoNewAccess, APatternWithoutAServiceIsNoAction) {
  EXPECT_EQ(NoNewAccess(R"({"Effect":"Deny","Action":"*","Resource":"*"})",
                        R"({"Effect":"Allow","Action":["::Get*",":Get*","s3:"],"Resource":"*"})")
                .inclusion,
            Inclusion::kProved);
}

class NoNewAccessTable : public testing::TestWithParam<DecidedPair> {};

TEST_P(NoNewAccessTable, IsDecided) {
  const InclusionAnswer answer = NoNewAccess(GetParam().before, GetParam().after);
  EXPECT_EQ(InclusionName(answer.inclusion), InclusionName(GetParam().answer)) << answer.reason;
  EXPECT_EQ(answer.stats.rejected_witnesses, 0);
}

INSTANTIATE_TEST_SUITE_P(Pairs, NoNewAccessTable, testing::ValuesIn(kDecidedPairs),
                         [](const auto& row) { return std::string(row.param.name); });

// Where AWS's documents leave open what a pattern matches, both ways have to give the answer.
TEST(NoNewAccess, DoesNotChooseBetweenReadings) {
  const auto queue = [](std::string_view arn) {
    return Concat({R"({"Effect":"Allow","Action":"sqs:*","Resource":")", arn, R"("})"});
  };
  // Read as it stands it is no ARN; with the missing part it is every queue of that account.
  const std::string four_colons = queue("arn:aws:sqs:eu-west-1:111122223333");
  const std::string one = queue("arn:aws:sqs:eu-west-1:111122223333:q");
  const InclusionAnswer padded = NoNewAccess(four_colons, one);
  EXPECT_EQ(padded.inclusion, Inclusion::kUnknown);
  EXPECT_THAT(padded.reason, testing::HasSubstr("111122223333` stands for longer"));
  // A colon in the place of the wildcard makes another ARN of it.
  const std::string inside = queue("arn:aws:sqs:eu-*-1:111122223333:q");
  const std::string beyond = queue("arn:aws:sqs:eu-a:b-1:111122223333:q");
  EXPECT_EQ(NoNewAccess(inside, beyond).inclusion, Inclusion::kUnknown);
  EXPECT_EQ(NoNewAccess(inside, one).inclusion, Inclusion::kProved);
  EXPECT_EQ(NoNewAccess(one, inside).inclusion, Inclusion::kRefuted);
}

}  // namespace
}  // namespace iamsift
