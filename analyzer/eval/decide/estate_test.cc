#include "analyzer/eval/decide/estate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/eval/decide/estate_fixture.h"

namespace iamsift {
namespace {

constexpr std::string_view kUser = "arn:aws:iam::111122223333:user/u";
constexpr std::string_view kObject = "arn:aws:s3:::b/o";
constexpr std::string_view kQueue = "arn:aws:sqs:eu-west-1:444455556666:q";
constexpr std::string_view kKey = "arn:aws:kms:eu-west-1:111122223333:key/k";

// --- Resources
// ---------------------------------------------------------------------------------------

TEST(Estate, AsksBothSidesAcrossAccounts) {
  struct Case {
    std::string_view because;
    std::string identity, policy;  // "": none; the policy's: not told
    std::string_view verdict;
  };
  const std::string names_user =
      Names("Allow", "{'AWS':'arn:aws:iam::111122223333:user/u'}", "sqs:*", ",'Resource':'*'");
  const std::string names_account =
      Names("Allow", "{'AWS':'111122223333'}", "sqs:*", ",'Resource':'*'");
  const Case cases[] = {
      {"the queue's policy is not told", Allow("sqs:*"), "", "CONDITIONAL"},
      {"nothing of one's own", "", "", "IMPLICIT_DENY"},
      {"both sides", Allow("sqs:*"), names_user, "ALLOW"},
      {"the account is enough", Allow("sqs:*"), names_account, "ALLOW"},
      {"the queue alone", "", names_user, "IMPLICIT_DENY"},
      {"somebody else is named", Allow("sqs:*"),
       Names("Allow", "{'AWS':'444455556666'}", "sqs:*", ",'Resource':'*'"), "IMPLICIT_DENY"},
  };
  for (const Case& c : cases) {
    TestEstate accounts;
    accounts.AddUser("u", c.identity);
    if (!c.policy.empty()) accounts.AddResourcePolicy(kQueue, kOtherAccount, c.policy);
    EXPECT_EQ(accounts.VerdictOf(kUser, "sqs:SendMessage", kQueue), c.verdict) << c.because;
  }
}

TEST(Estate, AssumesTheDefaultKeyPolicy) {
  TestEstate accounts;
  accounts.AddUser("u", Allow("kms:*"));
  EXPECT_EQ(accounts.VerdictOf(kUser, "kms:Decrypt", kKey), "ALLOW");
  EXPECT_TRUE(accounts.estate().Ask("kms:Decrypt", kKey, nullptr).assumes_default_key_policy);
  EXPECT_EQ(accounts.VerdictOf(kUser, "kms:Decrypt", "arn:aws:kms:eu-west-1:444455556666:key/k"),
            "CONDITIONAL")
      << "another account's key";
  TestEstate told;
  told.AddUser("u", Allow("kms:*"));
  told.AddResourcePolicy(kKey, kHomeAccount,
                         Names("Allow", "{'AWS':'444455556666'}", "kms:*", ",'Resource':'*'"));
  EXPECT_EQ(told.VerdictOf(kUser, "kms:Decrypt", kKey), "IMPLICIT_DENY")
      << "a key policy that names neither the account nor the user";
}

// A known policy on one resource tells of it alone: what it stops, the set hangs on.
TEST(Estate, HoldsASetAgainstThePoliciesOfItsParts) {
  TestEstate bucket;
  bucket.AddUser("u", Allow("s3:*"));
  bucket.AddResourcePolicy("arn:aws:s3:::b", kHomeAccount,
                           Names("Deny", "'*'", "s3:GetObject", ",'Resource':'arn:aws:s3:::b/*'"));
  EXPECT_EQ(bucket.VerdictOf(kUser, "s3:GetObject", "arn:aws:s3:::b/o"), "EXPLICIT_DENY");
  EXPECT_EQ(bucket.VerdictOf(kUser, "s3:GetObject", "arn:aws:s3:::b/*"), "CONDITIONAL");
  EXPECT_EQ(bucket.VerdictOf(kUser, "s3:GetObject", "*"), "CONDITIONAL");
  EXPECT_EQ(bucket.VerdictOf(kUser, "s3:GetObject", "arn:aws:s3:::c/*"), "ALLOW");
  EXPECT_EQ(bucket.VerdictOf(kUser, "s3:PutObject", "*"), "ALLOW");
  TestEstate key;
  key.AddUser("u", Allow("kms:*"));
  key.AddResourcePolicy(kKey, kHomeAccount,
                        Names("Allow", "{'AWS':'444455556666'}", "kms:*", ",'Resource':'*'"));
  EXPECT_EQ(key.VerdictOf(kUser, "kms:Decrypt", "*"), "CONDITIONAL");
}

TEST(Estate, CannotTellOfRolesThatNoInputHolds) {
  TestEstate accounts;
  accounts.AddUser("u", Allow("sts:AssumeRole"));
  EXPECT_EQ(accounts.VerdictOf(kUser, "sts:AssumeRole", "arn:aws:iam::111122223333:role/*"),
            "CONDITIONAL");
  EXPECT_EQ(accounts.VerdictOf(kUser, "sts:AssumeRole", "arn:aws:iam::111122223333:role/absent"),
            "CONDITIONAL");
}

TEST(Estate, KnowsOwnersAndTagsFromTheInventory) {
  TestEstate accounts;
  accounts.AddUser("u",
                   "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':"
                   "{'aws:ResourceTag/team':'ml'}}}");
  accounts.inventory().Add(
      {.arn = "arn:aws:s3:::b", .account = kHomeAccount, .tags = {{"Team", "ml"}}});
  accounts.inventory().Add({.arn = "arn:aws:s3:::c", .account = kOtherAccount, .tags = {}});
  EXPECT_EQ(accounts.VerdictOf(kUser, "s3:ListBucket", "arn:aws:s3:::b"), "ALLOW");
  EXPECT_EQ(accounts.VerdictOf(kUser, "s3:ListBucket", "arn:aws:s3:::c"), "IMPLICIT_DENY")
      << "the inventory lists all tags";
  EXPECT_EQ(accounts.VerdictOf(kUser, "s3:ListBucket", "arn:aws:s3:::d"), "CONDITIONAL");
}

// --- What follows from the caller
// ----------------------------------------------------------------------

TEST(Estate, LetsSessionTagsCloudPrincipalTags) {
  const std::string by_tag =
      "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'StringEquals':"
      "{'aws:PrincipalTag/team':'ml'}}}";
  TestEstate accounts;
  accounts.AddUser("u", by_tag).tags = {{"team", "ml"}};
  accounts.AddRole("plain", by_tag, Trusts("{'AWS':'111122223333'}")).tags = {{"team", "ml"}};
  accounts.AddRole("tagged", by_tag, Names("Allow", "{'AWS':'111122223333'}", "sts:*")).tags = {
      {"team", "ml"}};
  accounts.AddRole("untagged", by_tag, Trusts("{'AWS':'111122223333'}"));
  const auto verdict = [&](std::string_view name) {
    return accounts.VerdictOf(Concat({"arn:aws:iam::111122223333:", name}), "s3:GetObject",
                              kObject);
  };
  EXPECT_EQ(verdict("user/u"), "ALLOW");
  EXPECT_EQ(verdict("role/plain"), "ALLOW") << "nobody may pass session tags";
  EXPECT_EQ(verdict("role/tagged"), "CONDITIONAL") << "whoever assumes it may override the tag";
  EXPECT_EQ(verdict("role/untagged"), "IMPLICIT_DENY");
}

TEST(Estate, AsksASessionWithTheRolesPolicies) {
  TestEstate accounts;
  accounts
      .AddRole("team/r",
               "{'Effect':'Allow','Action':'*','Resource':'*','Condition':"
               "{'StringEquals':{'aws:userid':'AROAX:s'}}}")
      .id = "AROAX";
  EXPECT_EQ(
      accounts.VerdictOf("arn:aws:sts::111122223333:assumed-role/r/s", "s3:GetObject", kObject),
      "ALLOW");
  EXPECT_EQ(
      accounts.VerdictOf("arn:aws:sts::111122223333:assumed-role/r/t", "s3:GetObject", kObject),
      "IMPLICIT_DENY");
  EXPECT_EQ(accounts.VerdictOf("arn:aws:iam::111122223333:role/team/r", "s3:GetObject", kObject),
            "CONDITIONAL")
      << "the role stands for all of its sessions";
}

TEST(Estate, LetsAssumptionsWin) {
  TestEstate accounts;
  accounts.AddUser("u",
                   "{'Effect':'Allow','Action':'*','Resource':'*','Condition':"
                   "{'StringEquals':{'aws:RequestedRegion':'eu-west-1'}}}");
  const auto with = [&](ContextAssumption assumption) {
    return accounts.ConditionOf(kUser, "s3:GetObject", kObject, {&assumption, 1});
  };
  EXPECT_EQ(with({.key = "aws:requestedregion", .values = {"eu-west-1"}}), "ALLOW");
  EXPECT_EQ(with({.key = "aws:requestedregion", .values = {"us-east-1"}}), "IMPLICIT_DENY");
  EXPECT_EQ(with({.key = "aws:requestedregion", .values = {}, .is_absent = true}), "IMPLICIT_DENY");
}

}  // namespace
}  // namespace iamsift
