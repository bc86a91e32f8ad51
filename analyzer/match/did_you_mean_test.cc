#include "analyzer/match/did_you_mean.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>

namespace iamsift {
namespace {

using testing::HasSubstr;

struct HintCase {
  std::string_view written, replacement, nearest;
  std::string_view because;
};
constexpr HintCase kHintCases[] = {
    {"s3:HeadObject", "s3:GetObject", "", "an operation under another action"},
    {"s3:headobject", "s3:GetObject", "", "in any case"},
    {"s3:ListObjectsV2", "s3:ListBucket", "", "an operation under another action"},
    {"s3:ListBuckets", "s3:ListAllMyBuckets", "", "an operation under another action"},
    {"lambda:Invoke", "lambda:InvokeFunction", "", "an operation under another action"},
    {"s3:CopyObject", "", "s3:GetObject", "an operation under several is replaced by none"},
    {"sagemaker:GetModel", "sagemaker:DescribeModel", "", "SageMaker says Describe"},
    {"iam:DescribeRole", "iam:GetRole", "", "IAM says Get"},
    {"s3:UpdateBucketPolicy", "s3:PutBucketPolicy", "", "S3 says Put"},
    {"ec2:ListInstances", "ec2:DescribeInstances", "", "EC2 says Describe"},
    {"iam:ListRole", "iam:ListRoles", "", "a plural is nearer than another verb"},
    {"sagemaker:UpdateModel", "", "sagemaker:UpdateModelPackage",
     "models cannot be changed: the nearest acts on something else"},
    {"s3:GetObjct", "s3:GetObject", "", "a letter is missing"},
    {"s3:PutObjcetAcl", "s3:PutObjectAcl", "", "two letters are swapped"},
    {"lambda:PutPolicy", "", "", "Put is a verb of Lambda's, so no slip for GetPolicy"},
    {"ec2:AssumeRoleWithSAML", "sts:AssumeRoleWithSAML", "", "the only service that has it"},
    {"sagemaker:Zzzzzzzz", "", "", "nothing is near"},
    {"elbv2:DescribeLoadBalancers", "elasticloadbalancing:DescribeLoadBalancers", "",
     "a command's name in place of the prefix"},
    {"monitoring:PutMetricData", "cloudwatch:PutMetricData", "", "an endpoint's name"},
    {"sagemaker-runtime:InvokeEndpoint", "sagemaker:InvokeEndpoint", "", "a client's name"},
    {"sagemakr:CreateModel", "sagemaker:CreateModel", "", "a slip in the prefix"},
    {"sagemakr:GetModel", "sagemaker:DescribeModel", "", "a slip in the prefix and a wrong verb"},
    {"nosuchservice:Get", "", "", "no service is near"},
};

TEST(HintFor, NamesWhatWasProbablyMeant) {
  const Catalog catalog = Catalog::Embedded();
  for (const HintCase& c : kHintCases) {
    const ActionHint hint = HintFor(catalog, c.written);
    EXPECT_EQ(hint.replacement, c.replacement) << c.written << ": " << c.because;
    EXPECT_EQ(hint.nearest, c.nearest) << c.written << ": " << c.because;
    EXPECT_NE(hint.reason, "") << c.written << " has a reason";
    EXPECT_FALSE(hint.withdrawn) << c.written;
  }
}

TEST(HintFor, NamesWithdrawnActionsAsSuch) {
  const Catalog catalog = Catalog::Embedded();
  const ActionHint hint = HintFor(catalog, "account:GetChallengeQuestions");
  EXPECT_TRUE(hint.withdrawn);
  EXPECT_EQ(hint.replacement, "");
  EXPECT_THAT(hint.reason, HasSubstr("2025-03-14"));
}

TEST(HintFor, AsksForBothHalves) {
  const Catalog catalog = Catalog::Embedded();
  for (const std::string_view half : {"GetObject", ":GetObject", "s3:", ""}) {
    EXPECT_THAT(HintFor(catalog, half).reason, HasSubstr("`service:Name`")) << half;
  }
}

struct ServiceCase {
  std::string_view written, replacement;
};
constexpr ServiceCase kServiceCases[] = {
    {"elbv2", "elasticloadbalancing"}, {"stepfunctions", "states"},
    {"efs", "elasticfilesystem"},      {"emr", "elasticmapreduce"},
    {"bedrock-runtime", "bedrock"},    {"sagemaker-runtime", "sagemaker"},
    {"monitoring", "cloudwatch"},      {"email", "ses"},
    {"SageMakr", "sagemaker"},         {"nosuchservice", ""},
};

TEST(HintForService, FindsThePrefixBehindOtherNames) {
  const Catalog catalog = Catalog::Embedded();
  for (const ServiceCase& c : kServiceCases) {
    const ServiceHint hint = HintForService(catalog, c.written);
    EXPECT_EQ(hint.replacement, c.replacement) << c.written;
    EXPECT_NE(hint.reason, "") << c.written;
    const bool exists = catalog.FindService(hint.replacement).has_value();
    EXPECT_EQ(exists, !c.replacement.empty()) << c.written;
  }
}

// Every operation that the catalog lists under another action is itself no action; what the hint
// names is one.
TEST(HintFor, NamesOnlyActionsOfTheCatalog) {
  const Catalog catalog = Catalog::Embedded();
  for (size_t row = 0; row < catalog.RowCount(FactTable::kEventExceptions); ++row) {
    const std::string written = std::string(catalog.FieldAt(FactTable::kEventExceptions, row, 0)) +
                                ":" +
                                std::string(catalog.FieldAt(FactTable::kEventExceptions, row, 1));
    if (catalog.FindAction(written)) continue;
    const ActionHint hint = HintFor(catalog, written);
    for (const std::string& name : {hint.replacement, hint.nearest}) {
      EXPECT_TRUE(name.empty() || catalog.FindAction(name)) << written << " -> " << name;
    }
  }
}

}  // namespace
}  // namespace iamsift
