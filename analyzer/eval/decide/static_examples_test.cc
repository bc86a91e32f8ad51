// What an export alone tells of one request, and what its answer hangs on.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/eval/decide/estate_fixture.h"

namespace iamsift {
namespace {

constexpr std::string_view kUser = "arn:aws:iam::111122223333:user/u";
constexpr std::string_view kRole = "arn:aws:iam::111122223333:role/r";
constexpr std::string_view kObject = "arn:aws:s3:::b/o";

// An Allow of everything with a condition.
std::string AllowIf(std::string_view condition) {
  return Concat({"{'Effect':'Allow','Action':'*','Resource':'*','Condition':", condition, "}"});
}
std::string DenyIf(std::string_view condition) {
  return Concat(
      {Allow("*"), ",{'Effect':'Deny','Action':'*','Resource':'*','Condition':", condition, "}"});
}

// The verdict, or the controllers of the leaves of a conditional answer.
std::vector<std::string_view> ControllersOf(TestEstate& accounts, std::string_view who,
                                            std::string_view resource = kObject) {
  Formula formula;
  const Decision decision = accounts.Ask(who, "s3:GetObject", resource, &formula);
  if (decision.verdict != Verdict::kConditional) return {VerdictName(decision.verdict)};
  std::vector<std::string_view> controllers;
  for (const FormulaLeaf* leaf : formula.LeavesOf(decision.residual)) {
    controllers.push_back(ControllerName(leaf->controller));
  }
  return controllers;
}

TEST(StaticExamples, A_AnAddressIsTheEnvironments) {
  TestEstate accounts;
  accounts.AddUser("u", AllowIf("{'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}}"));
  EXPECT_THAT(ControllersOf(accounts, kUser), testing::ElementsAre("environment"));
}

TEST(StaticExamples, B_ATokenOfASessionWasIssued) {
  TestEstate accounts;
  accounts.AddRole("r", DenyIf("{'Null':{'aws:TokenIssueTime':'true'}}"));
  accounts.AddUser("u", DenyIf("{'Null':{'aws:TokenIssueTime':'true'}}"));
  EXPECT_EQ(accounts.VerdictOf(kRole, "s3:GetObject", kObject), "ALLOW");
  EXPECT_EQ(accounts.VerdictOf(kUser, "s3:GetObject", kObject), "CONDITIONAL")
      << "users may come with or without one";
}

TEST(StaticExamples, C_ARoleHasNoUserName) {
  TestEstate accounts;
  accounts.AddRole("r", AllowIf("{'StringEquals':{'aws:username':'x'}}"));
  EXPECT_EQ(accounts.VerdictOf(kRole, "s3:GetObject", kObject), "IMPLICIT_DENY");
}

TEST(StaticExamples, D_TheCallerPicksTheRegion) {
  TestEstate accounts;
  accounts.AddUser("u", AllowIf("{'StringEquals':{'aws:RequestedRegion':'eu-west-1'}}"));
  EXPECT_THAT(ControllersOf(accounts, kUser), testing::ElementsAre("caller"));
}

TEST(StaticExamples, E_AnOrganizationThatNobodyToldMayBeTheRightOne) {
  TestEstate accounts;
  accounts.AddUser("u", DenyIf("{'StringNotEquals':{'aws:PrincipalOrgID':'o-fjord'}}"));
  EXPECT_THAT(ControllersOf(accounts, kUser), testing::ElementsAre("input"));
  TestEstate told;
  told.MakeOrganization();
  told.AddUser("u", DenyIf("{'StringNotEquals':{'aws:PrincipalOrgID':'o-fjord'}}"));
  EXPECT_EQ(told.VerdictOf(kUser, "s3:GetObject", kObject), "ALLOW");
}

TEST(StaticExamples, F_ADenyOnAPartLeavesAResource) {
  TestEstate accounts;
  accounts.AddUser("u", Statements({Allow("*"), Deny("*", "arn:aws:s3:::b/*")}));
  EXPECT_EQ(accounts.ConditionOf(kUser, "s3:GetObject", "*"), "not (resource in arn:aws:s3:::b/*)");
  EXPECT_THAT(ControllersOf(accounts, kUser, "*"), testing::ElementsAre("resource"));
  EXPECT_EQ(accounts.VerdictOf(kUser, "s3:GetObject", "arn:aws:s3:::b/*"), "EXPLICIT_DENY");
  EXPECT_EQ(accounts.VerdictOf(kUser, "s3:GetObject", "arn:aws:s3:::c/*"), "ALLOW");
}

TEST(StaticExamples, G_AnIdOfASessionBeginsWithItsRoles) {
  TestEstate accounts;
  const std::string policy = AllowIf("{'StringLike':{'aws:userid':'AROAX:*'}}");
  accounts.AddRole("r", policy).id = "AROAX";
  accounts.AddRole("s", policy).id = "AROAY";
  EXPECT_EQ(accounts.VerdictOf(kRole, "s3:GetObject", kObject), "ALLOW");
  EXPECT_EQ(accounts.VerdictOf("arn:aws:iam::111122223333:role/s", "s3:GetObject", kObject),
            "IMPLICIT_DENY");
}

}  // namespace
}  // namespace iamsift
