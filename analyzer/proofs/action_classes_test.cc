#include "analyzer/proofs/action_classes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "analyzer/base/text.h"
#include "analyzer/match/catalog_for_test.h"

namespace iamsift {
namespace {

ActionPatterns Patterns(std::vector<std::string> texts) { return SplitPatterns(texts); }

bool IsIn(const ActionClass& actions, std::string_view lower) {
  const ActionRegion region = RegionOf(actions);
  const auto matches = [&](const Glob& glob) { return Matches(glob, lower); };
  return std::any_of(region.inside.begin(), region.inside.end(), matches) &&
         std::none_of(region.outside.begin(), region.outside.end(), matches);
}

TEST(ActionClasses, PatternsAreOfTwoKinds) {
  const ActionPatterns patterns =
      Patterns({"s3:get*", "s3:getobject", "s3:*tag*", "s3:get**", "*:*", "s3", "s3:a b", "s*:x"});
  EXPECT_EQ(patterns.plain, (std::vector<std::string>{"s3:get*", "s3:getobject", "s3:get*", "*"}));
  ASSERT_EQ(patterns.inner.size(), 2U);
  EXPECT_EQ(patterns.inner[0].text, "s3:*tag*");
  EXPECT_EQ(patterns.inner[1].text, "s*:x");
}

TEST(ActionClasses, HoldEachActionOnceWithTheBoxesThatNameIt) {
  const std::vector<ActionPatterns> boxes = {Patterns({"s3:*"}), Patterns({"s3:get*", "s3:put*"}),
                                             Patterns({"s3:getobject", "iam:passrole"}),
                                             Patterns({"*"})};
  const std::vector<ActionClass> classes = ClassesOf(boxes);
  const Catalog& catalog = TestCatalog();
  for (uint16_t id = 0; id < catalog.ActionCount(); ++id) {
    const std::string name = AsciiLower(catalog.ActionFullName(ActionId{id}));
    const ActionClass* holder = nullptr;
    for (const ActionClass& actions : classes) {
      if (!IsIn(actions, name)) continue;
      ASSERT_EQ(holder, nullptr) << name;
      holder = &actions;
    }
    ASSERT_NE(holder, nullptr) << name;
    std::vector<uint32_t> naming;
    for (uint32_t box = 0; box < boxes.size(); ++box) {
      const bool names = std::any_of(
          boxes[box].plain.begin(), boxes[box].plain.end(),
          [&](const std::string& pattern) { return Matches(ActionGlobOf(pattern), name); });
      if (names || box == 3) naming.push_back(box);
    }
    ASSERT_EQ(holder->applying, naming) << name;
  }
}

TEST(ActionClasses, TheBucketListIsAClassOfItsOwn) {
  const std::vector<ActionPatterns> boxes = {Patterns({"s3:*"})};
  const std::vector<ActionClass> classes = ClassesOf(boxes);
  EXPECT_EQ(std::count_if(classes.begin(), classes.end(),
                          [](const ActionClass& actions) { return actions.IsBucketList(); }),
            1);
}

TEST(ActionClasses, ListedActionsAreThoseOfTheCatalog) {
  const std::vector<ActionPatterns> boxes = {Patterns({"s3:get*", "s3:getobject"})};
  for (const ActionClass& actions : ClassesOf(boxes)) {
    if (actions.text != "s3:get" || !actions.is_prefix) continue;
    size_t count = 0;
    VisitListedActions(TestCatalog(), actions, [&](ActionId) { return ++count < 1'000; });
    EXPECT_EQ(count, 62U) << "63 begin so, and one is a class of its own";
    size_t seen = 0;
    VisitListedActions(TestCatalog(), actions, [&](ActionId) { return ++seen < 5; });
    EXPECT_EQ(seen, 5U);
  }
}

}  // namespace
}  // namespace iamsift
