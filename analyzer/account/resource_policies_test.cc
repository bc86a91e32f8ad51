#include "analyzer/account/resource_policies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iamsift {
namespace {

using testing::SizeIs;

constexpr std::string_view kBucket = "arn:aws:s3:::fjord-datasets";

struct BearerCase {
  std::string_view arn, bearer, because;
};
constexpr BearerCase kBearers[] = {
    {"arn:aws:s3:::fjord/published/a.csv", "arn:aws:s3:::fjord", "objects heed their bucket"},
    {"arn:aws:s3:::fjord", "arn:aws:s3:::fjord", "a bucket is its own"},
    {"arn:aws:s3:eu-west-1:111122223333:accesspoint/ap/object/k",
     "arn:aws:s3:eu-west-1:111122223333:accesspoint/ap", "objects behind an access point"},
    {"arn:aws:s3:eu-west-1:111122223333:accesspoint/ap",
     "arn:aws:s3:eu-west-1:111122223333:accesspoint/ap", "the access point itself"},
    {"arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/prod/GET/x",
     "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3", "methods heed their API"},
    {"arn:aws:sqs:eu-west-1:111122223333:jobs", "arn:aws:sqs:eu-west-1:111122223333:jobs",
     "everything else is its own"},
    {"*", "*", "no ARN"},
};

TEST(PolicyBearer, IsTheResourceWhosePolicyCounts) {
  for (const BearerCase& c : kBearers) EXPECT_EQ(PolicyBearerOf(c.arn), c.bearer) << c.because;
}

ResourcePolicy Row(std::string_view arn, std::string_view account, std::string_view service) {
  ResourcePolicy row;
  row.arn = arn;
  row.account = account;
  row.service = service;
  return row;
}

ResourcePolicy WithText(ResourcePolicy row, uint32_t document) {
  row.text = PolicyText{.document = {document}, .place = {}};
  return row;
}

TEST(ResourcePolicies, AreFoundByArn) {
  ResourcePolicies policies;
  policies.Add(Row(kBucket, "111122223333", "s3"));
  policies.Add(Row("arn:aws:sqs:eu-west-1:111122223333:jobs", "111122223333", "sqs"));
  ASSERT_NE(policies.Find("arn:aws:s3:::fjord-datasets/a/b"), nullptr);
  EXPECT_EQ(policies.Find("arn:aws:s3:::fjord-datasets/a/b")->arn, kBucket);
  EXPECT_EQ(policies.Find("arn:aws:s3:::fjord-datasets-2"), nullptr);
  EXPECT_EQ(policies.Find("arn:aws:sqs:eu-west-1:111122223333:Jobs"), nullptr);
}

TEST(ResourcePolicies, UntoldFieldsMatchEveryValue) {
  ResourcePolicies policies;
  policies.Add(Row("arn:aws:kms:*:111122223333:key/k1", "111122223333", "kms"));
  EXPECT_NE(policies.Find("arn:aws:kms:eu-west-1:111122223333:key/k1"), nullptr);
  EXPECT_EQ(policies.Find("arn:aws:kms:eu-west-1:444455556666:key/k1"), nullptr);
  EXPECT_EQ(policies.Find("arn:aws:kms:eu-west-1:111122223333:key/k2"), nullptr);
  EXPECT_EQ(policies.Find("*"), nullptr);
}

TEST(ResourcePolicies, TheLaterPolicyOfAResourceCounts) {
  ResourcePolicies policies;
  EXPECT_FALSE(policies.Add(WithText(Row(kBucket, "111122223333", "s3"), 1)).has_value());
  EXPECT_FALSE(policies.Add(WithText(Row(kBucket, "", "s3"), 1)).has_value()) << "the same again";
  const std::optional<ResourcePolicy> old = policies.Add(WithText(Row(kBucket, "", "s3"), 2));
  ASSERT_TRUE(old.has_value());
  EXPECT_EQ(old->text->document.value, 1u);
  EXPECT_THAT(policies.all(), SizeIs(1));
  EXPECT_EQ(policies.Find(kBucket)->text->document.value, 2u);
  EXPECT_EQ(policies.Find(kBucket)->account, "111122223333") << "what one file told stays known";
}

TEST(ResourcePolicies, SwitchesOfABucketAndItsAccountAddUp) {
  ResourcePolicies policies;
  ResourcePolicy settings = Row(kBucket, "111122223333", "s3");
  settings.settings = {.is_known = true, .restrict_public_buckets = true};
  policies.AddSettings(settings);
  EXPECT_FALSE(policies.Find(kBucket)->text.has_value());
  policies.Add(WithText(Row(kBucket, "111122223333", "s3"), 1));
  policies.AddAccountSettings("111122223333", {.is_known = true, .ignore_public_acls = true});
  policies.Add(Row("arn:aws:s3:::later", "111122223333", "s3"));
  policies.Add(Row("arn:aws:s3:::foreign", "444455556666", "s3"));
  EXPECT_TRUE(policies.Find(kBucket)->settings.restrict_public_buckets);
  EXPECT_TRUE(policies.Find(kBucket)->settings.ignore_public_acls);
  EXPECT_TRUE(policies.Find("arn:aws:s3:::later")->settings.ignore_public_acls);
  EXPECT_FALSE(policies.Find("arn:aws:s3:::foreign")->settings.is_known);
}

TEST(ResourcePolicies, AccountWideOnesAreAskedForByService) {
  ResourcePolicies policies;
  for (const std::string_view account : {"111122223333", "111122223333", "444455556666", ""}) {
    ResourcePolicy row = Row("", account, "logs");
    row.role = ResourcePolicyRole::kAccountWide;
    policies.Add(row);
  }
  EXPECT_THAT(policies.AccountWide("logs", "111122223333"), SizeIs(3));
  EXPECT_THAT(policies.AccountWide("xray", "111122223333"), SizeIs(0));
}

TEST(ResourcePolicies, EndpointsAreNoResources) {
  ResourcePolicies policies;
  ResourcePolicy row = Row("arn:aws:ec2:eu-west-1:111122223333:vpc-endpoint/v", "", "ec2");
  row.role = ResourcePolicyRole::kEndpoint;
  policies.Add(row);
  EXPECT_EQ(policies.Find(row.arn), nullptr);
}

TEST(Owner, IsToldByTheArnThenTheInventoryThenThePolicy) {
  ResourcePolicies policies;
  policies.Add(Row(kBucket, "111122223333", "s3"));
  policies.Add(Row("arn:aws:s3:::other", "111122223333", "s3"));
  ResourceInventory inventory;
  inventory.Add({.arn = "arn:aws:s3:::other", .account = "444455556666", .tags = {}, .place = {}});
  EXPECT_EQ(OwnerOf("arn:aws:sqs:eu-west-1:777766665555:q", policies, inventory), "777766665555");
  EXPECT_EQ(OwnerOf("arn:aws:s3:::other/key", policies, inventory), "444455556666");
  EXPECT_EQ(OwnerOf("arn:aws:s3:::fjord-datasets/key", policies, inventory), "111122223333");
  EXPECT_EQ(OwnerOf("arn:aws:s3:::unknown/key", policies, inventory), "");
}

TEST(Inventory, ReplacesARowThatComesTwice) {
  ResourceInventory inventory;
  inventory.Add({.arn = kBucket, .account = "", .tags = {}, .place = {}});
  inventory.Add({.arn = kBucket, .account = "", .tags = {{"team", "data"}}, .place = {}});
  EXPECT_THAT(inventory.rows(), SizeIs(1));
  EXPECT_THAT(inventory.Find(kBucket)->tags, SizeIs(1));
  EXPECT_EQ(inventory.Find("arn:aws:s3:::fjord-datasets/key"), nullptr);
}

}  // namespace
}  // namespace iamsift
