#include "analyzer/match/shrink.h"

#include <gtest/gtest.h>

#include <random>

#include "analyzer/match/catalog_for_test.h"

namespace iamsift {
namespace {

using Patterns = std::vector<std::string>;

ActionSet Expand(const Patterns& patterns) {
  ActionSet set(TestCatalog());
  for (const std::string& pattern : patterns) {
    InsertPattern(set, CompileActionPattern(TestCatalog(), pattern));
  }
  return set;
}

bool HasSameActions(const ActionSet& a, const ActionSet& b) {
  return a.ContainsAll(b) && b.ContainsAll(a);
}

TEST(Shrink, WritesWholeServicesAndPrefixesShortly) {
  EXPECT_EQ(ShrinkActions(TestCatalog(), SetOf({"*"})), Patterns{"*"});
  EXPECT_EQ(ShrinkActions(TestCatalog(), SetOf({"s3:*", "kms:*"})), (Patterns{"kms:*", "s3:*"}));
  EXPECT_EQ(ShrinkActions(TestCatalog(), SetOf({"s3:Get*"})), Patterns{"s3:Get*"});
  EXPECT_EQ(ShrinkActions(TestCatalog(), SetOf({"s3:GetObject"})), Patterns{"s3:GetObject"});
  EXPECT_EQ(ShrinkActions(TestCatalog(), SetOf({})), Patterns{});
  EXPECT_EQ(ShrinkActions(TestCatalog(), ActionSet()), Patterns{});
}

TEST(Shrink, UsesASuffixWhereItStandsForManyNames) {
  EXPECT_EQ(ShrinkActions(TestCatalog(), SetOf({"sagemaker:*Model"})),
            Patterns{"sagemaker:*Model"});
}

TEST(Shrink, ShortensTheViewTierOfSageMaker) {
  // List and Read, without what reads data, hands out sessions or accepts a role.
  ActionSet view = SetOf({"sagemaker:*"});
  ActionSet levels = ActionSet::FromMask(TestCatalog().MaskOf(AccessLevel::kList));
  levels |= ActionSet::FromMask(TestCatalog().MaskOf(AccessLevel::kRead));
  view &= levels;
  view -=
      SetOf({"sagemaker:AccessModelPackage", "sagemaker:BatchGetRecord", "sagemaker:GetRecord",
             "sagemaker:CallWithBearerToken", "sagemaker:CreateHubContentPresignedUrls",
             "sagemaker:InvokeEndpoint*", "sagemaker:QueryLineage", "sagemaker:RenderUiTemplate"});
  EXPECT_EQ(view.Count(), 187U);
  EXPECT_EQ(ShrinkActions(TestCatalog(), view),
            (Patterns{"sagemaker:BatchDescribeModelPackage", "sagemaker:BatchGetMetrics",
                      "sagemaker:Describe*", "sagemaker:GetDe*", "sagemaker:GetLineageGroupPolicy",
                      "sagemaker:GetModelPackageGroupPolicy", "sagemaker:GetResourcePolicy",
                      "sagemaker:GetS*", "sagemaker:List*", "sagemaker:Search*"}));
}

TEST(Shrink, ExpandsToTheSetAgain) {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    ActionSet set(TestCatalog());
    const size_t service = random() % TestCatalog().ServiceCount();
    const ActionRange range = TestCatalog().ActionsOf(ServiceId{static_cast<uint16_t>(service)});
    const uint32_t missing_one_in = 2 + random() % 40;
    for (uint16_t action = range.first; action < range.last; ++action) {
      if (random() % missing_one_in != 0) set.Insert(ActionId{action});
    }
    const Patterns patterns = ShrinkActions(TestCatalog(), set);
    ASSERT_TRUE(HasSameActions(Expand(patterns), set)) << "round " << round;
    ASSERT_LE(patterns.size(), set.Count());
  }
}

TEST(Shrink, ExpandsSparseSetsOverAllServicesToTheSetAgain) {
  std::mt19937 random(4);
  for (int round = 0; round < 5; ++round) {
    ActionSet set(TestCatalog());
    for (int i = 0; i < 2'000; ++i) {
      set.Insert(ActionId{static_cast<uint16_t>(random() % TestCatalog().ActionCount())});
    }
    ASSERT_TRUE(HasSameActions(Expand(ShrinkActions(TestCatalog(), set)), set));
  }
}

}  // namespace
}  // namespace iamsift
