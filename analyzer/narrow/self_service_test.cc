#include "analyzer/narrow/self_service.h"

#include <gtest/gtest.h>

#include "analyzer/eval/eval_fixture.h"

namespace iamsift {
namespace {

constexpr std::string_view kTable =
    "iam:ChangePassword\tuser\t-\niam:CreateAccessKey\tuser\t-\n"
    "iam:CreateVirtualMFADevice\tmfa\t-\n";

// What is suggested to one principal, a user unless told otherwise.
class SelfServiceTest : public testing::Test {
 protected:
  std::vector<SuggestionRow> Suggest(const std::string& statements) {
    TestAccount test({PolicyOf(statements)});
    Principal& holder = test.account().principals.front();
    holder.kind = kind_;
    holder.arn = arn_;
    AccountEvaluation evaluation(catalog_, test.account());
    const auto sensitive = SensitiveActions::Parse(catalog_, {.self_service = kTable});
    const NarrowSetting setting{
        evaluation, *sensitive, {.partition = "aws", .region = "", .account = "111122223333"}};
    const PrincipalPermissions& permissions = evaluation.principals().front();
    std::vector<SuggestionRow> rows =
        NarrowPolicy(setting,
                     {.document = permissions.held.front().text->document,
                      .limits = {permissions.limits},
                      .holders = {0}},
                     std::vector<Tier>{Tier::kSelfService});
    std::erase_if(rows, [](const auto& row) { return row.kind == SuggestionKind::kAdvice; });
    return rows;
  }

  const Catalog catalog_ = Catalog::Embedded();
  PrincipalKind kind_ = PrincipalKind::kUser;
  std::string_view arn_ = "arn:aws:iam::111122223333:user/tested";
};

constexpr std::string_view kAll = "{'Effect':'Allow','Action':'iam:*','Resource':'*'}";

TEST_F(SelfServiceTest, LeavesPeopleTheirOwnUser) {
  const auto rows = Suggest(std::string(kAll));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].tier, Tier::kSelfService);
  EXPECT_NE(rows[0].steps.front().what.str().find("takes for granted"), std::string::npos);
  EXPECT_FALSE(rows[0].proof.empty());
  EXPECT_EQ(rows[0].actions_after, 3u);
  EXPECT_EQ(rows[0].policies[0], R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "iam:ChangePassword",
        "iam:CreateAccessKey"
      ],
      "Resource": "arn:aws:iam::111122223333:user/${aws:username}"
    },
    {
      "Effect": "Allow",
      "Action": "iam:CreateVirtualMFADevice",
      "Resource": "arn:aws:iam::111122223333:mfa/*"
    }
  ]
})");
}

TEST_F(SelfServiceTest, FollowsThePathOfTheHolder) {
  arn_ = "arn:aws:iam::111122223333:user/team/ml/tested";
  const auto rows = Suggest(std::string(kAll));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_NE(rows[0].policies[0].str().find(":user/team/ml/${aws:username}\""), std::string::npos);
}

TEST_F(SelfServiceTest, IsNotForRoles) {
  kind_ = PrincipalKind::kRole;
  EXPECT_TRUE(Suggest(std::string(kAll)).empty());
}

TEST_F(SelfServiceTest, KeepsOtherServicesAndConditions) {
  const auto rows = Suggest(
      "{'Sid':'Mixed','Effect':'Allow','Action':['s3:GetObject','iam:*AccessKey*'],'Resource':'*',"
      "'Condition':{'Bool':{'aws:MultiFactorAuthPresent':'true'}}}");
  ASSERT_EQ(rows.size(), 1u);
  const std::string& policy = rows[0].policies[0].str();
  EXPECT_NE(policy.find("\"Action\": \"s3:GetObject\""), std::string::npos) << policy;
  EXPECT_NE(policy.find("\"Action\": \"iam:CreateAccessKey\""), std::string::npos) << policy;
  EXPECT_NE(policy.find("MultiFactorAuthPresent", policy.find("CreateAccessKey")),
            std::string::npos);
}

TEST_F(SelfServiceTest, IsQuietWhereSomethingElseIsMeant) {
  const std::string_view statements[] = {
      "{'Effect':'Allow','Action':'*','Resource':'*'}",
      "{'Effect':'Allow','NotAction':'s3:*','Resource':'*'}",
      "{'Effect':'Allow','Action':['iam:CreateUser','iam:CreateAccessKey'],'Resource':'*'}",
      "{'Effect':'Allow','Action':'iam:Get*','Resource':'*'}",
      "{'Effect':'Allow','Action':'iam:*AccessKey*',"
      "'Resource':'arn:aws:iam::111122223333:user/${aws:username}'}",
      "{'Effect':'Deny','Action':'iam:*','Resource':'*'}",
      "{'Effect':'Allow','Action':'iam:*','Resource':'arn:aws:iam::111122223333:user/robot'}"};
  for (const std::string_view statement : statements) {
    EXPECT_TRUE(Suggest(std::string(statement)).empty()) << statement;
  }
}

}  // namespace
}  // namespace iamsift
