#include "analyzer/eval/decide/question.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/match/catalog_for_test.h"

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(AskedAction, IsCutAndLowered) {
  const AskedAction action("S3:GetObject");
  EXPECT_EQ(action.text(), "s3:getobject");
  EXPECT_EQ(action.service(), "s3");
  EXPECT_EQ(action.name(), "getobject");
  EXPECT_EQ(AskedAction("nonsense").name(), "");
}

AskedResource AllOf(std::string_view action, const AccountScope& scope) {
  return AllResourcesOf(TestCatalog(), TestCatalog().FindAction(action), scope);
}

TEST(AskedResource, OfAnAccountIsAllThatTheActionActsOn) {
  const AskedResource roles =
      AllOf("iam:DeleteRole", {.partition = "aws", .account = "111122223333"});
  EXPECT_TRUE(roles.is_set);
  EXPECT_EQ(roles.text, "*");
  EXPECT_THAT(roles.patterns, ElementsAre("arn:aws:iam::111122223333:role/*"));
  EXPECT_THAT(AllOf("iam:DeleteRole", {.partition = "aws-cn"}).patterns,
              ElementsAre("arn:aws-cn:iam::*:role/*"))
      << "of any account";
  EXPECT_FALSE(AllOf("ec2:DescribeInstances", {}).is_set) << "no resource types";
  EXPECT_FALSE(AllOf("nope:Nope", {}).is_set) << "not listed";
}

TEST(AskedResource, IsASetWithWildcardsOnly) {
  const auto set = [](std::string_view action, std::string_view pattern) {
    return ResourceSet(TestCatalog(), TestCatalog().FindAction(action), pattern);
  };
  EXPECT_FALSE(set("iam:GetRole", "arn:aws:iam::111122223333:role/r").is_set);
  EXPECT_THAT(set("iam:GetRole", "arn:aws:iam::111122223333:role/r").globs, IsEmpty());
  const AskedResource roles = set("iam:GetRole", "arn:aws:iam::*:role/team*");
  ASSERT_EQ(roles.globs.size(), 1u);
  EXPECT_TRUE(Matches(roles.globs[0], "arn:aws:iam::111122223333:role/team/a"));
  EXPECT_FALSE(Matches(roles.globs[0], "arn:aws:iam::1:1:role/team")) << "no ARN of a role";
  EXPECT_FALSE(Matches(set("sqs:SendMessage", "arn:aws:sqs:eu-west-1:1:q*").globs[0],
                       "arn:aws:sqs:eu-west-1:1:q:x"))
      << "no colon in the names of queues";
  EXPECT_TRUE(Matches(set("s3:GetObject", "arn:aws:s3:::b/*").globs[0], "arn:aws:s3:::b/a:b"))
      << "but in those of objects";
}

}  // namespace
}  // namespace iamsift
