#include "analyzer/eval/decide/who_can.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/eval/decide/estate_fixture.h"

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view kBucket = "arn:aws:s3:::b";

std::string NameOf(TestEstate& accounts, PrincipalRef ref) {
  return std::string(accounts.estate().at(ref).name);
}

TEST(WhoCan, TellsDirectAccess) {
  TestEstate accounts;
  accounts.AddUser("admin", Allow("*"));
  accounts.AddUser("denied", Statements({Allow("*"), Deny("s3:*")}));
  accounts.AddUser("elsewhere", Allow("s3:*", "arn:aws:s3:::c"));
  accounts.AddUser("from-home",
                   "{'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'IpAddress':"
                   "{'aws:SourceIp':'10.0.0.0/8'}}}");
  const WhoCanAnswer answer = WhoCan(accounts.estate(), "s3:ListBucket", kBucket, {});
  ASSERT_THAT(answer.direct, SizeIs(2));
  EXPECT_EQ(NameOf(accounts, answer.direct[0].who), "admin");
  EXPECT_FALSE(answer.direct[0].is_conditional);
  EXPECT_THAT(answer.direct[0].statements, SizeIs(1));
  EXPECT_EQ(NameOf(accounts, answer.direct[1].who), "from-home");
  EXPECT_EQ(answer.direct[1].condition, "IpAddress aws:sourceip 10.0.0.0/8");
  EXPECT_THAT(answer.limits, ElementsAre(HasSubstr("account is not known")));
}

TEST(WhoCan, FollowsChainsOfRolesByTheShortestWay) {
  TestEstate accounts;
  accounts.AddUser("far", Allow("sts:AssumeRole", "arn:aws:iam::111122223333:role/first"));
  accounts.AddUser("near");
  accounts.AddRole("first", Allow("sts:AssumeRole"), Trusts("{'AWS':'111122223333'}"));
  accounts.AddRole("last", Allow("s3:*"),
                   Trusts("{'AWS':['arn:aws:iam::111122223333:user/near',"
                          "'arn:aws:iam::111122223333:role/first']}",
                          ",'Condition':{'Bool':{'aws:MultiFactorAuthPresent':'true'}}"));
  const WhoCanAnswer answer = WhoCan(accounts.estate(), "s3:ListBucket", kBucket, {});
  std::vector<std::string> ways;
  for (const AccessThroughRoles& access : answer.through_roles) {
    std::string way = NameOf(accounts, access.who);
    for (const PrincipalRef role : access.roles) way += " > " + NameOf(accounts, role);
    ways.push_back(way);
    EXPECT_TRUE(access.IsConditional()) << way;
  }
  EXPECT_THAT(ways, ElementsAre("near > last", "first > last", "far > first > last"));
}

TEST(WhoCan, NamesOutsidersOfRolesAndOfTheResource) {
  TestEstate accounts;
  accounts.AddRole("job", Allow("s3:*"), Trusts("{'Service':'lambda.amazonaws.com'}"));
  accounts.AddResourcePolicy(kBucket, kHomeAccount,
                             Names("Allow", "'*'", "s3:ListBucket", ",'Resource':'*'"));
  const WhoCanAnswer answer = WhoCan(accounts.estate(), "s3:ListBucket", kBucket, {});
  ASSERT_THAT(answer.outside, SizeIs(2));
  EXPECT_EQ(answer.outside[0].who, "lambda.amazonaws.com");
  EXPECT_TRUE(answer.outside[0].role);
  EXPECT_EQ(answer.outside[1].who, "*");
  EXPECT_FALSE(answer.outside[1].role);
  EXPECT_THAT(answer.limits, IsEmpty());
}

TEST(WhoCan, TakesEveryoneElseForEveryone) {
  TestEstate accounts;
  accounts.AddResourcePolicy(
      "arn:aws:sqs:eu-west-1:111122223333:q", kHomeAccount,
      "{'Effect':'Allow','NotPrincipal':{'AWS':'444455556666'},'Action':'*','Resource':'*'}");
  const WhoCanAnswer answer =
      WhoCan(accounts.estate(), "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q", {});
  ASSERT_THAT(answer.outside, SizeIs(1));
  EXPECT_EQ(answer.outside[0].who, "*");
}

TEST(WhoCan, SaysWhatItLeavesOpen) {
  TestEstate accounts;
  EXPECT_THAT(WhoCan(accounts.estate(), "s3:NoSuchAction", kBucket, {}).limits,
              ElementsAre(HasSubstr("no action of the catalog"), HasSubstr("account")));
  EXPECT_THAT(
      WhoCan(accounts.estate(), "kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/k", {})
          .limits,
      ElementsAre(HasSubstr("default one is assumed")));
}

}  // namespace
}  // namespace iamsift
