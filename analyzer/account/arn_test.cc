#include "analyzer/account/arn.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

struct ArnCase {
  std::string_view arn, partition, account;
  bool is_aws_managed;
  std::string_view because;
};
constexpr ArnCase kArns[] = {
    {"arn:aws:iam::111122223333:role/r", "aws", "111122223333", false, "a role"},
    {"arn:aws-us-gov:iam::111122223333:user/a:b", "aws-us-gov", "111122223333", false,
     "a colon in the name"},
    {"arn:aws:iam::aws:policy/ReadOnlyAccess", "aws", "aws", true, "AWS's own"},
    {"arn:aws-cn:iam::aws:policy/job-function/Billing", "aws-cn", "aws", true,
     "of another partition"},
    {"arn:aws:iam::111122223333:policy/x", "aws", "111122223333", false, "of the account"},
    {"arn:aws:s3:::bucket", "aws", "", false, "no account"},
    {"arn:aws:iam", "aws", "", false, "cut off"},
    {"arn", "", "", false, "no ARN"},
    {"", "", "", false, "nothing"},
    {"urn:x:iam::aws:policy/x", "", "", false, "no ARN but like one"},
};

TEST(Arn, GivesItsFields) {
  for (const ArnCase& c : kArns) {
    EXPECT_EQ(PartitionOfArn(c.arn), c.partition) << c.because;
    EXPECT_EQ(AccountOfArn(c.arn), c.account) << c.because;
    EXPECT_EQ(IsAwsManagedPolicyArn(c.arn), c.is_aws_managed) << c.because;
  }
}

TEST(Arn, KnowsAnAccountIdByItsTwelveDigits) {
  EXPECT_TRUE(IsAccountId("012345678901"));
  EXPECT_FALSE(IsAccountId("01234567890"));
  EXPECT_FALSE(IsAccountId("01234567890x"));
  EXPECT_FALSE(IsAccountId("aws"));
}

}  // namespace
}  // namespace iamsift
