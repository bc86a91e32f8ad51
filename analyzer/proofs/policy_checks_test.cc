#include "analyzer/proofs/policy_checks.h"

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

class NoNewAccessTable : public testing::TestWithParam<DecidedPair> {};

TEST_P(NoNewAccessTable, IsDecided) {
  const InclusionAnswer answer = NoNewAccess(GetParam().before, GetParam().after);
  EXPECT_EQ(InclusionName(answer.inclusion), InclusionName(GetParam().answer)) << answer.reason;
  EXPECT_EQ(answer.stats.rejected_witnesses, 0);
}

INSTANTIATE_TEST_SUITE_P(Pairs, NoNewAccessTable, testing::ValuesIn(kDecidedPairs),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace iamsift
