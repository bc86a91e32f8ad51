#include "analyzer/proofs/policy_checks.h"

#include <gtest/gtest.h>

#include "analyzer/base/text.h"
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

// Two documents' statements, and whether the second allows no more than the first.
struct Row {
  const char* name;
  const char* before;
  const char* after;
  Inclusion answer;
};

class NoNewAccessTable : public testing::TestWithParam<Row> {};

TEST_P(NoNewAccessTable, IsDecided) {
  const InclusionAnswer answer = NoNewAccess(GetParam().before, GetParam().after);
  EXPECT_EQ(InclusionName(answer.inclusion), InclusionName(GetParam().answer)) << answer.reason;
  EXPECT_EQ(answer.stats.rejected_witnesses, 0);
}

constexpr const char* kNothing = R"({"Effect":"Deny","Action":"*","Resource":"*"})";
constexpr const char* kAll = R"({"Effect":"Allow","Action":"*","Resource":"*"})";

constexpr Row kRows[] = {
    {"SameText", kAll, kAll, Inclusion::kProved},
    {"LetterCaseOfActions", R"({"Effect":"Allow","Action":"s3:getobject","Resource":"*"})",
     R"({"Effect":"Allow","Action":"S3:GetObject","Resource":"*"})", Inclusion::kProved},
    {"OneMoreAction", R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"})",
     R"({"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"})",
     Inclusion::kRefuted},
    {"ActionsOfTheFuture",
     R"({"Effect":"Allow","Action":["s3:GetObject*","s3:GetBucket*"],"Resource":"*"})",
     R"({"Effect":"Allow","Action":"s3:Get*","Resource":"*"})", Inclusion::kRefuted},
    {"InnerWildcards", R"({"Effect":"Allow","Action":"s3:*Object*","Resource":"*"})",
     R"({"Effect":"Allow","Action":"s3:Get*ObjectTag*","Resource":"*"})", Inclusion::kProved},
    {"InnerWildcardsBeyond", R"({"Effect":"Allow","Action":"s3:*Object*","Resource":"*"})",
     R"({"Effect":"Allow","Action":"s3:Get*Bucket*","Resource":"*"})", Inclusion::kRefuted},
    {"NotActionOverAllServices", R"({"Effect":"Allow","NotAction":"iam:*","Resource":"*"})",
     R"({"Effect":"Allow","NotAction":["iam:*","s3:*"],"Resource":"*"})", Inclusion::kProved},
    {"TwoStatementsTogether",
     R"([{"Effect":"Allow","Action":"s3:*","Resource":"*",
          "Condition":{"Null":{"aws:PrincipalOrgID":"true"}}},
         {"Effect":"Allow","Action":"s3:*","Resource":"*",
          "Condition":{"Null":{"aws:PrincipalOrgID":"false"}}}])",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*"})", Inclusion::kProved},
    {"AddressesTogether",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
         "Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/9","10.128.0.0/9"]}}})",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
         "Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}})",
     Inclusion::kProved},
    {"AddressOutside",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
         "Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/9","10.128.0.0/10"]}}})",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
         "Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}})",
     Inclusion::kRefuted},
    {"NumbersAreDense",
     R"([{"Effect":"Allow","Action":"s3:*","Resource":"*",
          "Condition":{"NumericLessThanEquals":{"s3:max-keys":"9"}}},
         {"Effect":"Allow","Action":"s3:*","Resource":"*",
          "Condition":{"NumericGreaterThanEquals":{"s3:max-keys":"10"}}}])",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
         "Condition":{"NumericGreaterThan":{"s3:max-keys":"-1"}}})",
     Inclusion::kRefuted},
    {"MissingKeyOfANegatedTest",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
         "Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-1"}}})",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
         "Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}})",
     Inclusion::kProved},
    {"IfExistsHoldsWithoutTheKey",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
         "Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}})",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
         "Condition":{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1"}}})",
     Inclusion::kRefuted},
    {"ForAllValuesOfNone",
     R"({"Effect":"Allow","Action":"ec2:*","Resource":"*",
         "Condition":{"ForAnyValue:StringEquals":{"aws:TagKeys":["a","b"]}}})",
     R"({"Effect":"Allow","Action":"ec2:*","Resource":"*",
         "Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}}})",
     Inclusion::kRefuted},
    {"ForAllValuesOfSome",
     R"({"Effect":"Allow","Action":"ec2:*","Resource":"*",
         "Condition":{"ForAnyValue:StringEquals":{"aws:TagKeys":["a","b"]}}})",
     R"({"Effect":"Allow","Action":"ec2:*","Resource":"*",
         "Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]},
                      "Null":{"aws:TagKeys":"false"}}})",
     Inclusion::kProved},
    {"TwoValuesNeeded",
     R"({"Effect":"Allow","Action":"ec2:*","Resource":"*",
         "Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":["a"]}}})",
     R"({"Effect":"Allow","Action":"ec2:*","Resource":"*",
         "Condition":{"ForAnyValue:StringEquals":{"aws:TagKeys":["a"]}}})",
     Inclusion::kRefuted},
    {"SameVariable",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::home/${aws:username}*"})",
     R"({"Effect":"Allow","Action":"s3:GetObject",
         "Resource":"arn:aws:s3:::home/${aws:username}/*"})",
     Inclusion::kProved},
    {"VariableWithinAStar",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::home/*"})",
     R"({"Effect":"Allow","Action":"s3:GetObject",
         "Resource":"arn:aws:s3:::home/${aws:username}/*"})",
     Inclusion::kProved},
    {"VariableAgainstAConstant",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::home/anna/*"})",
     R"({"Effect":"Allow","Action":"s3:GetObject",
         "Resource":"arn:aws:s3:::home/${aws:username}/*"})",
     Inclusion::kRefuted},
    {"ConstantAgainstAVariable",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::home/${aws:username}/*"})",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::home/anna/*"})",
     Inclusion::kRefuted},
    {"VariableBesideAnExceptionOfBoth",
     R"([{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username}/*"},
         {"Effect":"Deny","Action":"*","NotResource":["arn:*:s3:::a*/x","arn:*:s3:::b*/x"]}])",
     R"([{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username}/*"},
         {"Effect":"Deny","Action":"*","NotResource":"arn:*:s3:::a*/x"}])",
     Inclusion::kProved},
    {"ArnsInParts",
     R"({"Effect":"Allow","Action":"sns:*","Resource":"*",
         "Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:*:*:111122223333:*"}}})",
     R"({"Effect":"Allow","Action":"sns:*","Resource":"*",
         "Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:s3:::111122223333:b"}}})",
     Inclusion::kRefuted},
    {"StringLikeIsWider",
     R"({"Effect":"Allow","Action":"sns:*","Resource":"*",
         "Condition":{"StringLike":{"aws:SourceArn":"arn:aws:*:111122223333:*"}}})",
     R"({"Effect":"Allow","Action":"sns:*","Resource":"*",
         "Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:*:*:111122223333:*"}}})",
     Inclusion::kProved},
    {"LetterCaseOfValues",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
         "Condition":{"StringEqualsIgnoreCase":{"aws:RequestedRegion":"EU-west-1"}}})",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
         "Condition":{"StringEquals":{"aws:RequestedRegion":"eu-WEST-1"}}})",
     Inclusion::kProved},
    {"AddedDeny", kAll,
     R"([{"Effect":"Allow","Action":"*","Resource":"*"},
         {"Effect":"Deny","Action":"iam:*","Resource":"*"}])",
     Inclusion::kProved},
    {"DroppedDeny",
     R"([{"Effect":"Allow","Action":"*","Resource":"*"},
         {"Effect":"Deny","Action":"iam:*","Resource":"*"}])",
     kAll, Inclusion::kRefuted},
    {"DenyOnArnsLeavesUnscopableActions",
     R"([{"Effect":"Allow","Action":"ec2:DescribeInstances","Resource":"*"},
         {"Effect":"Deny","Action":"ec2:*","Resource":"*"}])",
     R"([{"Effect":"Allow","Action":"ec2:DescribeInstances","Resource":"*"},
         {"Effect":"Deny","Action":"ec2:*","Resource":"arn:aws:*"}])",
     Inclusion::kRefuted},
    {"BucketListOnItsArn",
     R"({"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"arn:aws:*"})",
     R"({"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"arn:aws:s3:::*"})",
     Inclusion::kRefuted},
    {"ActionWithoutAService", kNothing,
     R"({"Effect":"Allow","Action":["::Get*",":Get*","s3:"],"Resource":"*"})", Inclusion::kProved},
    {"NoPolicyAfter", kAll, R"([{"Effect":"Allow" "Action":"*"}])", Inclusion::kUnknown},
    {"NoPolicyBefore", R"([{"Effect":"Allow" "Action":"*"}])", kAll, Inclusion::kUnknown},
    {"MalformedValueThatDoesNotMatter", R"({"Effect":"Allow","Action":"s3:*","Resource":"*"})",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
         "Condition":{"NumericEquals":{"s3:max-keys":"many"}}})",
     Inclusion::kProved},
    {"MalformedValueThatMatters",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
         "Condition":{"NumericEquals":{"s3:max-keys":"1"}}})",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*",
         "Condition":{"NumericEquals":{"s3:max-keys":"many"}}})",
     Inclusion::kUnknown},
};

INSTANTIATE_TEST_SUITE_P(Pairs, NoNewAccessTable, testing::ValuesIn(kRows),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace iamsift
