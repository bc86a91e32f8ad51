#include "analyzer/narrow/guard.h"

#include <gtest/gtest.h>

#include "analyzer/eval/eval_fixture.h"

namespace iamsift {
namespace {

constexpr std::string_view kRole = "arn:aws:iam::111122223333:role/tested";

class GuardTest : public testing::Test {
 protected:
  std::vector<SuggestionRow> Guard(const std::string& statements) {
    TestAccount test({});
    std::string trust = PolicyOf(statements);
    const size_t size = trust.size();
    trust.append(SourceFile::kPadding, '\0');
    Account& account = test.account();
    const DocumentId id =
        account.documents.Intern(std::string_view(trust.data(), size), PolicyKind::kTrust);
    account.principals.front().trust = PolicyText{.document = id};
    account.infrastructure = infrastructure_;
    for (const std::string& other : other_trusts_) {
      std::string text = PolicyOf(other);
      const size_t other_size = text.size();
      text.append(SourceFile::kPadding, '\0');
      account.documents.Intern(std::string_view(text.data(), other_size), PolicyKind::kTrust);
    }
    AccountEvaluation evaluation(catalog_, account);
    const auto sensitive = SensitiveActions::Parse(
        catalog_, {.trusted = "sagemaker\tacts\t-\t-\nevents\tacts\t-\t-\nec2\t-\t-\t-\n",
                   .issuers = "gitlab.com\tproject_id\t-\t-\tTR-022\t-\n"
                              "gitlab.com\tsub\tproject_path:{}/\tproject_path:{}:\tTR-022\t-\n"
                              "accounts.google.com\taud\t-\t-\tTR-034\t-\n"});
    return GuardTrust({evaluation, *sensitive, {.partition = "aws", .account = "111122223333"}}, id,
                      kRole);
  }

  const Catalog catalog_ = Catalog::Embedded();
  std::vector<InfrastructureResource> infrastructure_;
  std::vector<std::string> other_trusts_;  // statements of other roles
};

// Trust in tokens of gitlab.com that meet the tests.
std::string TokensWith(const std::string& tests) {
  return "{'Effect':'Allow','Principal':{'Federated':"
         "'arn:aws:iam::111122223333:oidc-provider/gitlab.com'},"
         "'Action':'sts:AssumeRoleWithWebIdentity','Condition':{" +
         tests + "}}";
}

constexpr char kAudience[] = "'StringEquals':{'gitlab.com:aud':'https://gitlab.com'}";

TEST_F(GuardTest, AsksServicesForWhomTheyAct) {
  const auto rows = Guard(
      "{'Effect':'Allow','Principal':{'Service':'sagemaker.amazonaws.com'},"
      "'Action':'sts:AssumeRole'}");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].tier, Tier::kGuarded);
  EXPECT_EQ(rows[0].policies[0], R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Service": "sagemaker.amazonaws.com"
      },
      "Action": "sts:AssumeRole",
      "Condition": {
        "StringEquals": {
          "aws:SourceAccount": "111122223333"
        }
      }
    }
  ]
})");
}

TEST_F(GuardTest, LeavesEverybodyElseAsTheyAre) {
  const auto rows = Guard(
      "{'Sid':'All','Effect':'Allow','Principal':{'AWS':'arn:aws:iam::111122223333:root',"
      "'Service':['ec2.amazonaws.com','events.amazonaws.com']},'Action':'sts:AssumeRole'}");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].policies[0], R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "All",
      "Effect": "Allow",
      "Principal": {
        "AWS": "arn:aws:iam::111122223333:root",
        "Service": "ec2.amazonaws.com"
      },
      "Action": "sts:AssumeRole"
    },
    {
      "Effect": "Allow",
      "Principal": {
        "Service": "events.amazonaws.com"
      },
      "Action": "sts:AssumeRole",
      "Condition": {
        "StringEquals": {
          "aws:SourceAccount": "111122223333"
        }
      }
    }
  ]
})");
}

TEST_F(GuardTest, IsQuietWhereNothingIsMissing) {
  const std::string_view statements[] = {
      "{'Effect':'Allow','Principal':{'Service':'ec2.amazonaws.com'},'Action':'sts:AssumeRole'}",
      "{'Effect':'Allow','Principal':{'Service':'events.amazonaws.com'},'Action':"
      "'sts:AssumeRole','Condition':{'ArnLike':{'aws:SourceArn':"
      "'arn:aws:events:*:111122223333:rule/*'}}}",
      "{'Effect':'Deny','Principal':{'Service':'events.amazonaws.com'},'Action':"
      "'sts:AssumeRole'}"};
  for (const std::string_view statement : statements) {
    EXPECT_TRUE(Guard(std::string(statement)).empty()) << statement;
  }
}

TEST_F(GuardTest, NamesTheCallerThatInfrastructureCodeShows) {
  InfrastructureResource& target = infrastructure_.emplace_back();
  target.type = "aws:cloudwatch/eventRule:EventRule";
  target.arn = "arn:aws:events:eu-west-1:111122223333:rule/nightly";
  target.settings.push_back({.path = "roleArn", .text = kRole});
  const std::string trust =
      "{'Effect':'Allow','Principal':{'Service':'events.amazonaws.com'},'Action':"
      "'sts:AssumeRole'}";
  const auto rows = Guard(trust);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_TRUE(rows[1].is_tighter);
  EXPECT_NE(rows[1].policies[0].str().find("\"aws:SourceArn\": \"arn:aws:events:eu-west-1"),
            std::string::npos);
  target.arn = "";
  EXPECT_EQ(Guard(trust).size(), 1u) << "it has no ARN yet";
}

TEST_F(GuardTest, NamesTheTenantsThatOtherTrustPoliciesShow) {
  other_trusts_ = {
      TokensWith("'StringEquals':{'gitlab.com:sub':'project_path:org/app:ref_type:tag:ref:v1'}"),
      TokensWith("'StringLike':{'gitlab.com:sub':['project_path:org/web:*','project_path:*',"
                 "'project_path:org/*']}"),
      TokensWith("'StringLikeIfExists':{'gitlab.com:sub':'project_path:org/never:*'}"),
      TokensWith("'StringEquals':{'gitlab.com:sub':'ref:of/nobody'}")};
  const auto rows = Guard(TokensWith(kAudience));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].kind, SuggestionKind::kNarrowing);
  EXPECT_EQ(rows[0].tier, Tier::kGuarded);
  EXPECT_TRUE(rows[0].is_tighter);
  EXPECT_FALSE(rows[0].proof.empty());
  EXPECT_EQ(rows[0].policies[0], R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"
      },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "gitlab.com:aud": "https://gitlab.com"
        },
        "StringLike": {
          "gitlab.com:sub": [
            "project_path:org/app:ref_type:tag:ref:v1",
            "project_path:org/web:*"
          ]
        }
      }
    }
  ]
})");
}

TEST_F(GuardTest, OnlyAdvisesWhereNobodyShowsATenant) {
  other_trusts_ = {TokensWith("'StringLike':{'gitlab.com:sub':'project_path:*'}")};
  const auto rows = Guard(TokensWith(kAudience));
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].kind, SuggestionKind::kAdvice);
  EXPECT_TRUE(rows[0].policies.empty());
  ASSERT_EQ(rows[0].advice.size(), 1u);
  EXPECT_EQ(rows[0].advice[0].rfind("test `gitlab.com:sub` by StringEquals, with the whole of a "
                                    "value like `project_path:<name>:<more>`",
                                    0),
            0u)
      << rows[0].advice[0];
}

TEST_F(GuardTest, LeavesTokensAloneWhoseTenantIsAskedFor) {
  other_trusts_ = {
      TokensWith("'StringEquals':{'gitlab.com:sub':'project_path:org/app:ref_type:tag:ref:v1'}")};
  const std::string statements[] = {
      TokensWith("'StringLike':{'gitlab.com:sub':'project_path:mine:*'}"),
      TokensWith("'StringEquals':{'gitlab.com:project_id':'22'}"),
      "{'Effect':'Allow','Principal':{'Federated':'accounts.google.com'},"
      "'Action':'sts:AssumeRoleWithWebIdentity'}",
      "{'Effect':'Allow','Principal':{'Federated':"
      "'arn:aws:iam::111122223333:oidc-provider/gitlab.example.org'},"
      "'Action':'sts:AssumeRoleWithWebIdentity'}"};
  for (const std::string& statement : statements) {
    EXPECT_TRUE(Guard(statement).empty()) << statement;
  }
}

}  // namespace
}  // namespace iamsift
