#include "analyzer/eval/decide/role_assumption.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/eval/decide/estate_fixture.h"

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kRole = "arn:aws:iam::111122223333:role/r";

// Names of those who may take on the role; with a `?` behind those who may under a condition.
std::vector<std::string> WhoAssumes(TestEstate& accounts, std::string_view role = kRole) {
  RoleAssumption assumption(accounts.estate());
  const auto everybody = [](PrincipalRef) { return true; };
  std::vector<std::string> names;
  for (const AssumptionEdge& edge :
       assumption.EdgesInto(accounts.estate().Find(role).value(), {}, everybody)) {
    EXPECT_EQ(edge.is_conditional, !edge.condition.empty());
    names.push_back(Concat({accounts.estate().at(edge.from).name, edge.is_conditional ? "?" : ""}));
  }
  return names;
}

// asker may ask for every role, idle has no policies, capped's boundary stops at S3, hat is a role
// that may ask for every role.
struct TrustCase {
  std::string_view trust_of, rest;
  std::vector<std::string> who;
  std::string_view because;
};

TEST(RoleAssumption, FollowsTheTrustPolicy) {
  const TrustCase cases[] = {
      {"{'AWS':'111122223333'}", "", {"asker", "hat"}, "the account: whoever may ask"},
      {"{'AWS':'arn:aws:iam::111122223333:root'}", "", {"asker", "hat"}, "the same"},
      {"{'AWS':'arn:aws:iam::111122223333:user/idle'}", "", {"idle"}, "a user, without asking"},
      {"{'AWS':'arn:aws:iam::111122223333:user/capped'}", "", {"capped"}, "past its boundary"},
      {"{'AWS':'arn:aws:iam::111122223333:role/hat'}", "", {"hat"}, "a role"},
      {"{'AWS':'arn:aws:iam::111122223333:role/capped-hat'}", "", {}, "under its boundary"},
      {"{'AWS':'arn:aws:sts::111122223333:assumed-role/hat/s'}", "", {"hat?"}, "one session"},
      {"'*'", "", {"asker", "idle", "capped", "hat", "capped-hat", "r"}, "everyone, itself too"},
      {"{'AWS':'444455556666'}", "", {}, "another account"},
      {"{'Service':'ec2.amazonaws.com'}", "", {}, "a service"},
      {"{'AWS':'AIDAEXAMPLE000000009'}", "", {}, "a deleted user"},
      {"{'AWS':'AIDAEXAMPLE000000001'}", "", {"idle"}, "a user by its id"},
      {"{'AWS':'111122223333'}",
       ",'Condition':{'Bool':{'aws:MultiFactorAuthPresent':'true'}}",
       {"asker?", "hat?"},
       "a condition"},
      {"{'AWS':'111122223333'}",
       ",'Condition':{'ArnEquals':{'aws:PrincipalArn':'arn:aws:iam::111122223333:user/asker'}}",
       {"asker"},
       "a condition that is known to hold or to fail"},
  };
  for (const TrustCase& c : cases) {
    TestEstate accounts;
    accounts.AddUser("asker", Allow("sts:AssumeRole"));
    accounts.AddUser("idle").id = "AIDAEXAMPLE000000001";
    accounts.SetBoundary(accounts.AddUser("capped", Allow("sts:AssumeRole")), Allow("s3:*"));
    accounts.AddRole("hat", Allow("sts:AssumeRole"));
    accounts.SetBoundary(accounts.AddRole("capped-hat", Allow("sts:AssumeRole")), Allow("s3:*"));
    accounts.AddRole("r", "", Trusts(c.trust_of, c.rest));
    EXPECT_EQ(WhoAssumes(accounts), c.who) << c.trust_of << ": " << c.because;
  }
}

TEST(RoleAssumption, NeedsBothSidesAcrossAccounts) {
  TestEstate accounts;
  accounts.AddRole("r", "",
                   Statements({Trusts("{'AWS':'arn:aws:iam::444455556666:user/idle'}"),
                               Trusts("{'AWS':'arn:aws:iam::444455556666:user/asker'}")}));
  accounts.AddAccount(kOtherAccount);
  accounts.AddUser("asker", Allow("sts:AssumeRole", kRole));
  accounts.AddUser("idle");
  EXPECT_THAT(WhoAssumes(accounts), ElementsAre("asker"));
}

TEST(RoleAssumption, HeedsGuardrails) {
  TestEstate accounts;
  accounts.MakeOrganization();
  accounts.AddGuardrail(3, GuardrailType::kScp, Deny("sts:AssumeRole"));
  accounts.AddUser("u");
  accounts.AddRole("r", "", Trusts("{'AWS':'arn:aws:iam::111122223333:user/u'}"));
  EXPECT_THAT(WhoAssumes(accounts), IsEmpty());
}

TEST(RoleAssumption, HidesNobodyWhomAnUnreadTrustPolicyMayName) {
  TestEstate accounts;
  accounts.AddUser("u");
  accounts.AddRole("r", "", "{'Effect':'Allow','Actions':'sts:AssumeRole'}");
  EXPECT_THAT(WhoAssumes(accounts), ElementsAre("u?", "r?"));
}

TEST(RoleAssumption, ListsWhoComesInFromOutside) {
  TestEstate accounts;
  accounts.AddRole(
      "r", "",
      Statements(
          {Trusts("{'Service':'lambda.amazonaws.com'}"), Trusts("{'AWS':'444455556666'}"),
           Names("Allow", "{'Federated':'arn:aws:iam::111122223333:oidc-provider/issuer.example'}",
                 "sts:AssumeRoleWithWebIdentity",
                 ",'Condition':{'StringEquals':{'issuer.example:aud':'x'}}"),
           Trusts("{'AWS':['arn:aws:iam::111122223333:user/u','AIDAEXAMPLE000000009']}")}));
  accounts.AddUser("u");
  RoleAssumption assumption(accounts.estate());
  std::vector<std::string> entrances;
  for (const RoleEntrance& entrance :
       assumption.EntrancesOf(accounts.estate().Find(kRole).value(), {})) {
    entrances.push_back(
        Concat({entrance.who, " ", entrance.action, entrance.is_conditional ? "?" : ""}));
  }
  EXPECT_THAT(entrances,
              ElementsAre("lambda.amazonaws.com sts:assumerole", "444455556666 sts:assumerole?",
                          "arn:aws:iam::111122223333:oidc-provider/issuer.example "
                          "sts:assumerolewithwebidentity?"))
      << "what an outsider's own policies say is not known";
}

}  // namespace
}  // namespace iamsift
