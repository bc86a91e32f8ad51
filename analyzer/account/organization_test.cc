#include "analyzer/account/organization.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iamsift {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

// Root, one unit, an account in it, the management account, and an account that hangs on nothing.
Organization Small() {
  Organization organization;
  organization.id = "o-fjord";
  organization.management_account = "999988887777";
  organization.has_scps = true;
  organization.guardrails.push_back({.type = GuardrailType::kScp,
                                     .id = "p-FullAWSAccess",
                                     .name = {},
                                     .is_allow_all = true,
                                     .text = {},
                                     .place = {}});
  organization.guardrails.push_back(
      {.type = GuardrailType::kRcp, .id = "p-perim01", .name = {}, .text = {}, .place = {}});
  const auto add = [&](OrganizationNodeType type, std::string_view id, int32_t parent,
                       std::vector<int32_t> guardrails) {
    organization.nodes.push_back({.type = type,
                                  .id = id,
                                  .parent = parent,
                                  .name = {},
                                  .guardrails = std::move(guardrails),
                                  .place = {}});
  };
  add(OrganizationNodeType::kAccount, "777766665555", kUnresolved, {0});
  add(OrganizationNodeType::kRoot, "r-fj01", kUnresolved, {0, 1});
  add(OrganizationNodeType::kUnit, "ou-fj01-ml", 1, {});
  add(OrganizationNodeType::kAccount, "999988887777", 1, {});
  add(OrganizationNodeType::kAccount, "111122223333", 2, {0});
  return organization;
}

TEST(OrganizationTree, LevelsGoFromTheRootToTheAccount) {
  const Organization organization = Small();
  const auto levels = LevelsOf(organization, "111122223333", GuardrailType::kScp);
  ASSERT_TRUE(levels.has_value());
  ASSERT_THAT(*levels, SizeIs(3));
  EXPECT_EQ((*levels)[0].target, "r-fj01");
  EXPECT_EQ((*levels)[1].target, "ou-fj01-ml");
  EXPECT_THAT((*levels)[1].guardrails, IsEmpty()) << "an empty level is no missing layer";
  EXPECT_EQ((*levels)[2].target, "111122223333");
  ASSERT_THAT((*levels)[0].guardrails, SizeIs(1)) << "the RCP is no SCP";
  EXPECT_TRUE((*levels)[0].guardrails[0]->is_allow_all);
}

TEST(OrganizationTree, NoLayerIsNotAnEmptyLayer) {
  Organization organization = Small();
  EXPECT_EQ(LevelsOf(organization, "111122223333", GuardrailType::kRcp), std::nullopt);
  EXPECT_EQ(LevelsOf(organization, "123456789012", GuardrailType::kScp), std::nullopt);
  EXPECT_EQ(LevelsOf(organization, "777766665555", GuardrailType::kScp), std::nullopt);
  EXPECT_TRUE(IsMember(organization, "777766665555"));
  EXPECT_FALSE(IsMember(organization, "r-fj01"));
}

TEST(OrganizationTree, TheManagementAccountIsFlaggedAndHasItsLevels) {
  const Organization organization = Small();
  EXPECT_TRUE(IsManagementAccount(organization, "999988887777"));
  EXPECT_FALSE(IsManagementAccount(organization, ""));
  EXPECT_FALSE(IsManagementAccount(Organization(), ""));
  EXPECT_TRUE(LevelsOf(organization, "999988887777", GuardrailType::kScp).has_value());
}

// Source: IAM User Guide, aws:PrincipalOrgPaths: `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`.
TEST(OrganizationTree, PathsAreWrittenAsConditionsCompareThem) {
  const Organization organization = Small();
  EXPECT_EQ(OrganizationPathOf(organization, "111122223333"), "o-fjord/r-fj01/ou-fj01-ml/");
  EXPECT_EQ(OrganizationPathOf(organization, "999988887777"), "o-fjord/r-fj01/");
  EXPECT_EQ(OrganizationPathOf(organization, "777766665555"), std::nullopt);
}

TEST(OrganizationTree, NamesOfTypesGoBothWays) {
  for (const GuardrailType type : {GuardrailType::kScp, GuardrailType::kRcp}) {
    EXPECT_EQ(GuardrailTypeOf(GuardrailTypeName(type)), type);
  }
  EXPECT_EQ(GuardrailTypeOf("TAG_POLICY"), std::nullopt);
  EXPECT_EQ(OrganizationNodeTypeName(OrganizationNodeType::kUnit), "ORGANIZATIONAL_UNIT");
}

}  // namespace
}  // namespace iamsift
