// Accounts under the guardrails of their organization.

#include <gtest/gtest.h>

#include "analyzer/eval/decide/estate_fixture.h"

namespace iamsift {
namespace {

constexpr std::string_view kUser = "arn:aws:iam::111122223333:user/u";
constexpr std::string_view kRole = "arn:aws:iam::111122223333:role/r";
constexpr std::string_view kObject = "arn:aws:s3:::b/o";
constexpr std::string_view kQueue = "arn:aws:sqs:eu-west-1:444455556666:q";

struct ScpCase {
  std::string_view because;
  std::vector<std::pair<size_t, std::string>> scps;  // by node of TestEstate::MakeOrganization
  std::optional<size_t> emptied;                     // a node that loses FullAWSAccess
  std::string_view verdict;
};

TEST(EstateGuardrails, IsCappedAtEveryLevelOfTheOrganization) {
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

TEST(EstateGuardrails, LetsSomeGoUncapped) {
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

TEST(EstateGuardrails, TakesAGuardrailWithoutTextForUnknown) {
  TestEstate accounts;
  Organization& organization = accounts.MakeOrganization();
  organization.guardrails.push_back({.id = "p-untold", .text = {}});
  organization.nodes[1].guardrails.push_back(1);
  accounts.AddUser("u", Allow("*"));
  EXPECT_EQ(accounts.VerdictOf(kUser, "s3:GetObject", kObject), "CONDITIONAL")
      << "it may deny; FullAWSAccess beside it allows";
}

TEST(EstateGuardrails, CapsResourcesByRcpsWhereTheyReach) {
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

}  // namespace
}  // namespace iamsift
