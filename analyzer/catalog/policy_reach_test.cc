#include "analyzer/catalog/policy_reach.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

TEST(PolicyReach, RcpsReachTheServicesOnAwsList) {
  const Catalog catalog = Catalog::Embedded();
  for (const std::string_view action :
       {"s3:GetObject", "sts:AssumeRole", "sqs:SendMessage", "secretsmanager:GetSecretValue",
        "kms:Decrypt", "dynamodb:GetItem", "ecr:BatchGetImage", "logs:PutLogEvents"}) {
    EXPECT_TRUE(RcpReaches(catalog, *catalog.FindAction(action))) << action;
  }
  for (const std::string_view action : {"ec2:RunInstances", "iam:CreateUser", "sns:Publish"}) {
    EXPECT_FALSE(RcpReaches(catalog, *catalog.FindAction(action))) << action;
  }
}

TEST(PolicyReach, RetiringAGrantIsBeyondRcps) {
  const Catalog catalog = Catalog::Embedded();
  EXPECT_FALSE(RcpReaches(catalog, *catalog.FindAction("kms:RetireGrant")));
  EXPECT_FALSE(RcpReaches(catalog, "KMS", "retiregrant"));
  EXPECT_TRUE(RcpReaches(catalog, "kms", "RevokeGrant"));
  EXPECT_TRUE(RcpReaches(catalog, "s3", "AnActionOfNextYear"));
  EXPECT_FALSE(RcpReaches(catalog, "no-such-service", "Get"));
}

TEST(PolicyReach, KeysAndTrustPoliciesMustNameTheirAccount) {
  EXPECT_TRUE(MustTrustItsAccount("kms", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd"));
  EXPECT_TRUE(MustTrustItsAccount("sts", "arn:aws:iam::111122223333:role/ml-training"));
  EXPECT_FALSE(MustTrustItsAccount("kms", "arn:aws:kms:eu-west-1:111122223333:alias/data"));
  EXPECT_FALSE(MustTrustItsAccount("iam", "arn:aws:iam::111122223333:role/ml-training"));
  EXPECT_FALSE(MustTrustItsAccount("s3", "arn:aws:s3:::key/"));
  EXPECT_FALSE(MustTrustItsAccount("kms", "*"));
}

}  // namespace
}  // namespace iamsift
