#include "analyzer/proofs/action_classes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "analyzer/base/text.h"
#include "analyzer/match/catalog_for_test.h"

namespace iamsift {
namespace {

ActionPatterns Patterns(std::initializer_list<std::string_view> texts) {
  static Arena arena;
  std::vector<TextAt> items;
  for (const std::string_view text : texts) items.push_back({text, {}});
  return SplitPatterns(items, arena);
}

bool IsOneOf(const PlainPattern& pattern, std::string_view lower) {
  return pattern.is_name ? lower == pattern.text : lower.starts_with(pattern.text);
}

bool IsIn(const ActionClass& actions, std::string_view lower) {
  const ActionRegion region = RegionOf(actions);
  const auto matches = [&](const Glob& glob) { return Matches(glob, lower); };
  return std::any_of(region.inside.begin(), region.inside.end(), matches) &&
         std::none_of(region.outside.begin(), region.outside.end(), matches);
}

TEST(ActionClasses, PatternsAreOfTwoKinds) {
  const ActionPatterns patterns =
      Patterns({"s3:get*", "s3:getobject", "s3:*tag*", "s3:get**", "*:*", "s3", "s3:a b", "s*:x"});
  const std::vector<PlainPattern> plain = {
      PlainPattern::Of("", false), PlainPattern::Of("s3:get", false),
      PlainPattern::Of("s3:get", false), PlainPattern::Of("s3:getobject", true)};
  EXPECT_TRUE(patterns.plain == plain);
  ASSERT_EQ(patterns.inner.size(), 2U);
  EXPECT_EQ(patterns.inner[0].text, "s3:*tag*");
  EXPECT_EQ(patterns.inner[1].text, "s*:x");
}

TEST(ActionClasses, HoldEachActionOnceWithTheBoxesThatNameIt) {
  const std::vector<ActionPatterns> boxes = {Patterns({"s3:*"}), Patterns({"s3:get*", "s3:put*"}),
                                             Patterns({"s3:getobject", "iam:passrole"}),
                                             Patterns({"*"})};
  const ActionClasses list(boxes);
  const std::vector<ActionClass>& classes = list.all();
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
      const bool names =
          std::any_of(boxes[box].plain.begin(), boxes[box].plain.end(),
                      [&](const PlainPattern& pattern) { return IsOneOf(pattern, name); });
      if (names) naming.push_back(box);
    }
    ASSERT_EQ(*holder->applying, naming) << name;
  }
}

TEST(ActionClasses, TheBucketListIsAClassOfItsOwn) {
  const std::vector<ActionPatterns> boxes = {Patterns({"s3:*"})};
  const ActionClasses list(boxes);
  const std::vector<ActionClass>& classes = list.all();
  EXPECT_EQ(std::count_if(classes.begin(), classes.end(),
                          [](const ActionClass& actions) { return actions.IsBucketList(); }),
            1);
}

TEST(ActionClasses, ListedActionsAreThoseOfTheCatalog) {
  const std::vector<ActionPatterns> boxes = {Patterns({"s3:get*", "s3:getobject"})};
  const ActionClasses list(boxes);
  for (const ActionClass& actions : list.all()) {
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
