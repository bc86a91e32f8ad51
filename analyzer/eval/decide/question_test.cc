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
  EXPECT_FALSE(Matches(set("ec2:RunInstances", "arn:aws:ec2:*::image/*").globs[0],
                       "arn:aws:ec2:eu-west-1::image/x:instance/y"))
      << "whatever other types of the action may hold";
  EXPECT_TRUE(Matches(set("bedrock:InvokeModel", "arn:aws:bedrock:*::foundation-model/*").globs[0],
                      "arn:aws:bedrock:us-east-1::foundation-model/vendor.model-v1:0"));
}

TEST(AskedResource, IsMetByNamesWithColonsThatAPolicySpellsOut) {
  const AskedResource asked =
      ResourceSet(TestCatalog(), TestCatalog().FindAction("eks:DescribeCluster"),
                  "arn:aws:eks:*:111122223333:cluster/*");
  const auto is_met = [&](std::string_view text) {
    const ResourcePattern pattern = CompileResourcePattern(text, LanguageVersion::k2012);
    return asked.MayBeMetBy(pattern, pattern.readings.back());
  };
  EXPECT_TRUE(is_met("arn:aws:eks:eu-west-1:111122223333:cluster/a"));
  EXPECT_TRUE(is_met("arn:aws:eks:eu-west-1:111122223333:cluster/a:1"));
  EXPECT_TRUE(is_met("arn:aws:eks:*:*:cluster/*:1"));
  EXPECT_FALSE(is_met("arn:aws:eks:*:*:nodegroup/a:1")) << "another type";
  EXPECT_FALSE(is_met("arn:aws:eks:*:*:*:1")) << "a wildcard strays nowhere";
  EXPECT_FALSE(is_met("arn:aws:eks:eu-west-1:999988887777:cluster/a:1")) << "another account";
}

}  // namespace
}  // namespace iamsift
