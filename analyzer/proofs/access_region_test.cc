#include "analyzer/proofs/access_region.h"

#include <gtest/gtest.h>

#include "analyzer/proofs/proof_fixture.h"

namespace iamsift {
namespace {

std::vector<AccessRegion> Regions(const AccessFormula& formula) {
  const absl::StatusOr<std::vector<AccessRegion>> regions = RegionsOf(formula, TestContext());
  EXPECT_TRUE(regions.ok()) << regions.status();
  return regions.ok() ? *regions : std::vector<AccessRegion>();
}

TEST(AccessRegions, DropWhatIsDeadOrCovered) {
  const ParsedPolicy policy = PolicyOf(
      R"([{"Sid":"Wide","Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/*"},
          {"Sid":"Covered","Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b/x/*"},
          {"Sid":"Dead","Effect":"Allow","Action":"iam:PassRole","Resource":"*"},
          {"Sid":"NoIam","Effect":"Deny","Action":"iam:*","Resource":"*"}])");
  const std::vector<AccessRegion> regions = Regions(AccessOf(policy.document));
  ASSERT_EQ(regions.size(), 1U);
  EXPECT_EQ(regions[0].allow->sid->text, "Wide");
  EXPECT_TRUE(regions[0].except.empty()) << "a Deny of another service takes nothing of it";
}

TEST(AccessRegions, NameTheDeniesAndConditionsThatMatter) {
  const ParsedPolicy policy = PolicyOf(
      R"([{"Sid":"Wide","Effect":"Allow","Action":"s3:*","Resource":"*",
           "Condition":{"StringLike":{"aws:PrincipalOrgID":"o-*"},
                        "Null":{"aws:PrincipalOrgID":"false"}}},
          {"Sid":"NoProd","Effect":"Deny","Action":"s3:Delete*","Resource":"arn:aws:s3:::prod-*"},
          {"Sid":"NoEc2","Effect":"Deny","Action":"ec2:*","Resource":"*"}])");
  const std::vector<AccessRegion> regions = Regions(AccessOf(policy.document));
  ASSERT_EQ(regions.size(), 1U);
  ASSERT_EQ(regions[0].except.size(), 1U);
  EXPECT_EQ(regions[0].except[0]->sid->text, "NoProd");
  ASSERT_EQ(regions[0].conditions.size(), 1U) << "that the key is there follows from its value";
  EXPECT_EQ(regions[0].conditions[0]->operator_name.text, "StringLike");
}

TEST(AccessRegions, LieWithinTheLayersThatCutThem) {
  const ParsedPolicy identity = PolicyOf(
      R"([{"Effect":"Allow","Action":"s3:*","Resource":"*"},
          {"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}])");
  const ParsedPolicy boundary = PolicyOf(
      R"([{"Sid":"Reads","Effect":"Allow","Action":"s3:Get*","Resource":"*"},
          {"Sid":"Queues","Effect":"Allow","Action":"sqs:*","Resource":"*"}])");
  AccessFormula formula = AccessOf(identity.document);
  formula.routes[0].layers.push_back({"boundary", {&boundary.document}});
  const std::vector<AccessRegion> regions = Regions(formula);
  ASSERT_EQ(regions.size(), 2U);
  ASSERT_EQ(regions[0].within.size(), 1U);
  ASSERT_EQ(regions[0].within[0].statements.size(), 1U);
  EXPECT_EQ(regions[0].within[0].statements[0]->sid->text, "Reads");
  EXPECT_TRUE(regions[1].within.empty()) << "the boundary holds all of it";
}

}  // namespace
}  // namespace iamsift
