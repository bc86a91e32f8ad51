#include "analyzer/proofs/public_access.h"

#include <gtest/gtest.h>

#include "analyzer/proofs/proof_fixture.h"

namespace iamsift {
namespace {

struct PublicRow {
  const char* name;
  PolicyKind kind;
  const char* statements;
  Inclusion answer;  // proved: not public
};

class PublicAccess : public testing::TestWithParam<PublicRow> {};

TEST_P(PublicAccess, IsDecided) {
  const ParsedPolicy policy = PolicyOf(GetParam().statements, GetParam().kind);
  const InclusionAnswer answer = ProveNotPublic(policy.document, TestContext());
  EXPECT_EQ(InclusionName(answer.inclusion), InclusionName(GetParam().answer))
      << answer.reason << (answer.witness ? answer.witness->request.principal : "");
  EXPECT_EQ(answer.stats.rejected_witnesses, 0);
}

// Seven that are public, and some that only look so.
constexpr PublicRow kPublicRows[] = {
    {"EverybodyReads", PolicyKind::kResource,
     R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})",
     Inclusion::kRefuted},
    {"EverybodyOfAnOrganization", PolicyKind::kResource,
     R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*",
         "Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-example"}}})",
     Inclusion::kProved},
    {"OneAddress", PolicyKind::kResource,
     R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*",
         "Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}})",
     Inclusion::kProved},
    {"HalfOfTheInternet", PolicyKind::kResource,
     R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*",
         "Condition":{"IpAddress":{"aws:SourceIp":["0.0.0.0/1","203.0.113.0/24"]}}})",
     Inclusion::kRefuted},
    {"DenyTakesEverybodyElse", PolicyKind::kResource,
     R"([{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"},
         {"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*",
          "Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}}}])",
     Inclusion::kProved},
    {"DenyWithAnOpening", PolicyKind::kResource,
     R"([{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"},
         {"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*",
          "Condition":{"StringNotEqualsIfExists":{"aws:SourceVpce":"vpce-1a2b3c4d"},
                       "Bool":{"aws:ViaAWSService":"false"}}}])",
     Inclusion::kRefuted},
    {"RefererIsNoTrust", PolicyKind::kResource,
     R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*",
         "Condition":{"StringLike":{"aws:Referer":"https://www.example.com/*"}}})",
     Inclusion::kRefuted},
    {"WildcardAccount", PolicyKind::kResource,
     R"({"Effect":"Allow","Principal":"*","Action":"sns:Publish","Resource":"*",
         "Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:*:*:backup-*"}}})",
     Inclusion::kRefuted},
    {"OneAccountsBuckets", PolicyKind::kResource,
     R"({"Effect":"Allow","Principal":"*","Action":"sns:Publish","Resource":"*",
         "Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:*:111122223333:*"}}})",
     Inclusion::kProved},
    {"TrustOfOneAccount", PolicyKind::kTrust,
     R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"})",
     Inclusion::kProved},
    {"TrustOfEverybodyWithAnExternalId", PolicyKind::kTrust,
     R"({"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole",
         "Condition":{"StringEquals":{"sts:ExternalId":"secret"}}})",
     Inclusion::kRefuted},
    {"TrustOfAService", PolicyKind::kTrust,
     R"({"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"})",
     Inclusion::kProved},
    {"TrustOfAnyWorkflow", PolicyKind::kTrust,
     R"({"Effect":"Allow",
         "Principal":{"Federated":
             "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
         "Action":"sts:AssumeRoleWithWebIdentity",
         "Condition":{"StringEquals":
             {"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}}})",
     Inclusion::kRefuted},
    {"TrustOfOneRepository", PolicyKind::kTrust,
     R"({"Effect":"Allow",
         "Principal":{"Federated":
             "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
         "Action":"sts:AssumeRoleWithWebIdentity",
         "Condition":{"StringEquals":
             {"token.actions.githubusercontent.com:sub":"repo:org/repo:ref:refs/heads/main"}}})",
     Inclusion::kProved},
};

INSTANTIATE_TEST_SUITE_P(Policies, PublicAccess, testing::ValuesIn(kPublicRows),
                         [](const auto& row) { return std::string(row.param.name); });

// The caller's account is told by its ARN and by a key: both have to agree.
TEST(Coherence, CallersAndTheirKeysAgree) {
  const ParsedPolicy by_principal = PolicyOf(
      R"({"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"})",
      PolicyKind::kResource);
  const ParsedPolicy by_key = PolicyOf(
      R"({"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*",
          "Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}})",
      PolicyKind::kResource);
  const ParsedPolicy by_arn = PolicyOf(
      R"({"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*",
          "Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}})",
      PolicyKind::kResource);
  const auto within = [](const ParsedPolicy& narrower, const ParsedPolicy& wider) {
    return ProveNoNewAccess(wider.document, narrower.document, TestContext()).inclusion;
  };
  EXPECT_EQ(within(by_key, by_principal), Inclusion::kProved);
  EXPECT_EQ(within(by_principal, by_key), Inclusion::kProved);
  EXPECT_EQ(within(by_arn, by_principal), Inclusion::kProved);
  EXPECT_EQ(within(by_arn, by_key), Inclusion::kProved);
  EXPECT_EQ(within(by_principal, by_arn), Inclusion::kRefuted);
}

TEST(AccessNotGranted, IsDecidedForListedActionsAndResources) {
  const ParsedPolicy policy = PolicyOf(
      R"([{"Effect":"Allow","Action":"s3:*","Resource":"*"},
          {"Effect":"Deny","Action":"s3:Delete*","Resource":"arn:aws:s3:::prod-*"}])");
  const std::vector<std::string> deleting = {"s3:DeleteObject"};
  const std::vector<std::string> prod = {"arn:aws:s3:::prod-x/*"}, all = {"*"};
  EXPECT_EQ(
      ProveAccessNotGranted(AccessOf(policy.document), deleting, prod, TestContext()).inclusion,
      Inclusion::kProved);
  const InclusionAnswer elsewhere =
      ProveAccessNotGranted(AccessOf(policy.document), deleting, all, TestContext());
  ASSERT_EQ(elsewhere.inclusion, Inclusion::kRefuted);
  EXPECT_EQ(elsewhere.witness->allowed_by.size(), 1U);
  EXPECT_EQ(ProveAccessNotGranted(AccessOf(policy.document),
                                  std::vector<std::string>{"iam:PassRole"}, {}, TestContext())
                .inclusion,
            Inclusion::kProved);
}

}  // namespace
}  // namespace iamsift
