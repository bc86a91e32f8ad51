#include "analyzer/eval/decide/service_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/base/text.h"
#include "analyzer/eval/decide/partial_rules.h"
#include "analyzer/eval/decide/statement_fixture.h"

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kUser = "arn:aws:iam::111122223333:user/u";
constexpr std::string_view kRoot = "arn:aws:iam::111122223333:root";
constexpr std::string_view kRoles = "arn:aws:iam::111122223333:role/";

struct RefusedCase {
  std::string_view caller, action, resource;
  bool is_refused;
};
const RefusedCase kRefused[] = {
    {kRoot, "sts:AssumeRole", "arn:aws:iam::111122223333:role/r", true},
    {kUser, "sts:AssumeRole", "arn:aws:iam::111122223333:role/r", false},
    {kUser, "iam:CreatePolicyVersion", "arn:aws:iam::aws:policy/P", true},
    {kUser, "iam:GetPolicy", "arn:aws:iam::aws:policy/P", false},
    {kUser, "iam:CreatePolicyVersion", "arn:aws:iam::111122223333:policy/P", false},
    {kUser, "iam:DeleteRole", "arn:aws:iam::111122223333:role/aws-service-role/x/R", true},
    {kUser, "iam:DeleteRole", "arn:aws:iam::111122223333:role/aws-service-role/x/*", true},
    {kUser, "iam:DeleteRole", "arn:aws:iam::111122223333:role/*", false},
    {kUser, "iam:PassRole", "arn:aws:iam::111122223333:role/aws-service-role/x/R", false},
    {kUser, "iam:PassRole", "arn:aws:iam::111122223333:role/aws-reserved/x/R", true},
    {kUser, "kms:DeleteAlias", "arn:aws:kms:eu-west-1:111122223333:alias/aws/s3", true},
    {kUser, "kms:DeleteAlias", "arn:aws:kms:eu-west-1:111122223333:alias/mine", false},
};

TEST(ServiceRules, RefuseWhatAwsKeepsForItself) {
  for (const RefusedCase& c : kRefused) {
    const TestQuestion question(c.action, c.resource);
    EXPECT_EQ(!WhyRefused(CallerOf(c.caller), question.get()).empty(), c.is_refused)
        << c.caller << " " << c.action << " " << c.resource;
  }
}

TEST(ServiceRules, AllowSomeCallsAlways) {
  const TestQuestion identity("sts:GetCallerIdentity", "*"), token("sts:GetSessionToken", "*");
  EXPECT_TRUE(IsAlwaysAllowed(CallerOf("ec2.amazonaws.com"), identity.get()));
  EXPECT_FALSE(IsAlwaysAllowed(CallerOf("anonymous"), identity.get())) << "unsigned";
  EXPECT_TRUE(IsAlwaysAllowed(CallerOf(kRoot), token.get()));
  EXPECT_FALSE(IsAlwaysAllowed(CallerOf("arn:aws:sts::111122223333:assumed-role/r/s"), token.get()))
      << "sessions get no tokens";
}

TEST(ServiceRules, LetRootRepairItsBucketPolicy) {
  const TestQuestion put("s3:PutBucketPolicy", "arn:aws:s3:::b"),
      get("s3:GetObject", "arn:aws:s3:::b/o");
  EXPECT_TRUE(OverrulesResourcePolicy(CallerOf(kRoot), true, put.get()));
  EXPECT_FALSE(OverrulesResourcePolicy(CallerOf(kRoot), false, put.get()));
  EXPECT_FALSE(OverrulesResourcePolicy(CallerOf(kUser), true, put.get()));
  EXPECT_FALSE(OverrulesResourcePolicy(CallerOf(kRoot), true, get.get()));
}

TEST(PartialRules, NameThePartOfASetThatTheyConcern) {
  const auto refused = [](std::string_view action, std::string_view resource) {
    return PartThatIsRefused(CallerOf(kUser), TestQuestion(action, resource).get());
  };
  EXPECT_THAT(refused("iam:PassRole", Concat({kRoles, "*"})),
              ElementsAre("arn:*:iam::*:role/aws-reserved/*"));
  EXPECT_THAT(
      refused("iam:DeleteRole", Concat({kRoles, "aws-*"})),
      ElementsAre("arn:*:iam::*:role/aws-service-role/*", "arn:*:iam::*:role/aws-reserved/*"));
  EXPECT_THAT(refused("iam:DeleteRole", Concat({kRoles, "team/*"})), IsEmpty());
  EXPECT_THAT(refused("iam:DeleteRole", "*"), IsEmpty()) << "what customers have";
  EXPECT_THAT(refused("iam:DeleteRole", Concat({kRoles, "r"})), IsEmpty()) << "one resource";
  const auto must_name = [](std::string_view action, std::string_view resource) {
    return PartThatMustNamePrincipals(TestQuestion(action, resource).get());
  };
  EXPECT_THAT(must_name("kms:CreateAlias", "arn:aws:kms:eu-west-1:111122223333:*"),
              ElementsAre("arn:*:kms:*:*:key/*"));
  EXPECT_THAT(must_name("kms:CreateAlias", "arn:aws:kms:eu-west-1:111122223333:alias/*"),
              IsEmpty());
}

struct PublicCase {
  std::string_view statement;
  bool is_public;
  std::string_view because;
};
constexpr PublicCase kPublic[] = {
    {"'Allow','Principal':'*'", true, "everyone"},
    {"'Deny','Principal':'*'", false, "a Deny grants nothing"},
    {"'Allow','Principal':{'AWS':'111122223333'}", false, "an account"},
    {"'Allow','Principal':'*','Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-1'}}", false,
     "a fixed value"},
    {"'Allow','Principal':'*','Condition':{'StringLike':{'aws:PrincipalOrgID':'o-*'}}", true,
     "a wildcard"},
    {"'Allow','Principal':'*','Condition':{'StringEqualsIfExists':{'aws:PrincipalOrgID':'o-1'}}",
     true, "without the key, everyone"},
    {"'Allow','Principal':'*','Condition':{'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}}", false,
     "a narrow block"},
    {"'Allow','Principal':'*','Condition':{'IpAddress':{'aws:SourceIp':'0.0.0.0/1'}}", true,
     "half the world"},
    {"'Allow','Principal':'*','Condition':{'Bool':{'aws:SecureTransport':'true'}}", true,
     "no key that limits"},
};

TEST(ServiceRules, ReadPublicAsS3Does) {
  for (const PublicCase& c : kPublic) {
    TestDocuments documents;
    const std::string text =
        Concat({"{'Action':'s3:*','Resource':'*','Effect':", c.statement, "}"});
    EXPECT_EQ(IsPublicBucketPolicy(documents.Of(text, PolicyKind::kResource)), c.is_public)
        << c.because;
  }
}

}  // namespace
}  // namespace iamsift
