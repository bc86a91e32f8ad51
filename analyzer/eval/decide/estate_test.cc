#include "analyzer/eval/decide/estate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/eval/decide/estate_fixture.h"

namespace iamsift {
namespace {

constexpr std::string_view kUser = "arn:aws:iam::111122223333:user/u";
constexpr std::string_view kRole = "arn:aws:iam::111122223333:role/r";
constexpr std::string_view kObject = "arn:aws:s3:::b/o";
constexpr std::string_view kQueue = "arn:aws:sqs:eu-west-1:444455556666:q";
constexpr std::string_view kKey = "arn:aws:kms:eu-west-1:111122223333:key/k";

// --- Organizations
// ---------------------------------------------------------------------------------

struct ScpCase {
  std::string_view because;
  std::vector<std::pair<size_t, std::string>> scps;  // by node of TestEstate::MakeOrganization
  std::optional<size_t> emptied;                     // a node that loses FullAWSAccess
  std::string_view verdict;
};

TEST(Estate, IsCappedAtEveryLevelOfTheOrganization) {
  const ScpCase cases[] = {
      {"FullAWSAccess everywhere", {}, {}, "ALLOW"},
      {"a Deny at the root", {{0, Deny("s3:*")}}, {}, "EXPLICIT_DENY"},
      {"a Deny at the account", {{3, Deny("s3:Get*")}}, {}, "EXPLICIT_DENY"},
      {"a Deny of something else", {{1, Deny("ec2:*")}}, {}, "ALLOW"},
      {"a Deny in the management account", {{2, Deny("*")}}, {}, "ALLOW"},
      {"a level without any policy", {}, 1, "IMPLICIT_DENY"},
      {"a level that allows something else", {{1, Allow("ec2:*")}}, 1, "IMPLICIT_DENY"},
      {"a level that allows it again", {{1, Allow("s3:*")}}, 1, "ALLOW"},
  };
  for (const ScpCase& c : cases) {
    TestEstate accounts;
    Organization& organization = accounts.MakeOrganization();
    if (c.emptied) organization.nodes[*c.emptied].guardrails.clear();
    for (const auto& [node, scp] : c.scps) accounts.AddGuardrail(node, GuardrailType::kScp, scp);
    accounts.AddUser("u", Allow("*"));
    EXPECT_EQ(accounts.VerdictOf(kUser, "s3:GetObject", kObject), c.verdict) << c.because;
  }
}

TEST(Estate, LetsSomeGoUncapped) {
  TestEstate accounts;
  accounts.MakeOrganization();
  accounts.AddGuardrail(0, GuardrailType::kScp, Deny("*"));
  accounts.AddRole("aws-service-role/x.amazonaws.com/Linked", Allow("*"));
  accounts.AddRole("r", Allow("*"));
  accounts.AddAccount(kManagementAccount).AddUser("u", Allow("*"));
  accounts.AddAccount("123456789012").AddUser("u", Allow("*"));
  const auto verdict = [&](std::string_view who) {
    return accounts.VerdictOf(who, "s3:ListAllMyBuckets", "*");
  };
  EXPECT_EQ(verdict(kRole), "EXPLICIT_DENY");
  EXPECT_EQ(verdict("arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/Linked"),
            "ALLOW")
      << "service-linked roles";
  EXPECT_EQ(verdict("arn:aws:iam::999988887777:user/u"), "ALLOW") << "the management account";
  EXPECT_EQ(verdict("arn:aws:iam::123456789012:user/u"), "ALLOW") << "no member";
  EXPECT_EQ(verdict("arn:aws:iam::111122223333:root"), "EXPLICIT_DENY") << "root users of members";
}

TEST(Estate, TakesAGuardrailWithoutTextForUnknown) {
  TestEstate accounts;
  Organization& organization = accounts.MakeOrganization();
  organization.guardrails.push_back({.id = "p-untold", .text = {}});
  organization.nodes[1].guardrails.push_back(1);
  accounts.AddUser("u", Allow("*"));
  EXPECT_EQ(accounts.VerdictOf(kUser, "s3:GetObject", kObject), "CONDITIONAL")
      << "it may deny; FullAWSAccess beside it allows";
}

TEST(Estate, CapsResourcesByRcpsWhereTheyReach) {
  TestEstate accounts;
  accounts.MakeOrganization();
  accounts.AddGuardrail(1, GuardrailType::kRcp, Names("Deny", "'*'", "sqs:*", ",'Resource':'*'"));
  accounts.AddUser("u", Allow("*"));
  accounts.AddRole("aws-service-role/x.amazonaws.com/Linked", Allow("*"));
  EXPECT_EQ(accounts.VerdictOf(kUser, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q"),
            "EXPLICIT_DENY");
  EXPECT_EQ(accounts.VerdictOf(kUser, "ec2:StartInstances",
                               "arn:aws:ec2:eu-west-1:111122223333:instance/i-1"),
            "ALLOW")
      << "beyond their reach";
  EXPECT_EQ(accounts.VerdictOf("arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/"
                               "Linked",
                               "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q"),
            "ALLOW");
  EXPECT_NE(accounts.VerdictOf(kUser, "sqs:SendMessage", kQueue), "EXPLICIT_DENY")
      << "another account's resource";
}

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
