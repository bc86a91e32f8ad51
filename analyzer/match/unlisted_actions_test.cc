#include "analyzer/match/unlisted_actions.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "analyzer/match/catalog_for_test.h"

namespace iamsift {
namespace {

struct KeptCase {
  std::string_view pattern, name;
  bool contains;
  std::string_view because;
};
constexpr KeptCase kKept[] = {
    {"*", "payments:ListPaymentInstruments", true, "everything is everything"},
    {"s3:Get*", "s3:GetTomorrow", true, "next year's action of that prefix"},
    {"s3:Get*", "S3:gettomorrow", true, "without case"},
    {"s3:Get*", "s3:PutTomorrow", false, "another prefix"},
    {"sagemaker:GetModel", "sagemaker:GetModel", true, "a name that the catalog doesn't list"},
    {"s3:GetObject", "s3:GetObjectTomorrow", false, "a listed name says nothing of others"},
    {"s3:Get Tomorrow", "s3:Get Tomorrow", false, "malformed patterns match nothing"},
};

TEST(UnlistedActions, KeepsWhatAPatternSaysOfUnknownNames) {
  for (const KeptCase& c : kKept) {
    EXPECT_EQ(SetOf({c.pattern}).unlisted().Contains(c.name), c.contains)
        << c.pattern << " and " << c.name << ": " << c.because;
  }
}

TEST(UnlistedActions, AreExactUnderNotAction) {
  ActionSet set = SetOf({"iam:*", "s3:Get*"});
  set.Complement(TestCatalog());
  EXPECT_TRUE(set.unlisted().Contains("payments:ListPaymentInstruments"));
  EXPECT_TRUE(set.unlisted().Contains("s3:PutTomorrow"));
  EXPECT_FALSE(set.unlisted().Contains("s3:GetTomorrow"));
  EXPECT_FALSE(set.unlisted().Contains("iam:Anything"));
}

TEST(UnlistedActions, AreEmptyWhenADenyCoversTheAllow) {
  ActionSet set = SetOf({"s3:Get*", "s3:PutTomorrow"});
  set -= SetOf({"s3:*"});
  EXPECT_TRUE(set.unlisted().IsEmpty());
  set = SetOf({"s3:Get*"});
  set &= SetOf({"iam:*"});
  EXPECT_TRUE(set.unlisted().IsEmpty());
}

TEST(UnlistedActions, ContainByUnionsOfPatterns) {
  const auto contains = [](std::initializer_list<std::string_view> wide,
                           std::initializer_list<std::string_view> narrow) {
    return SetOf(wide).unlisted().ContainsAll(SetOf(narrow).unlisted());
  };
  EXPECT_TRUE(contains({"s3:*"}, {"s3:Get*", "s3:PutTomorrow"}));
  EXPECT_TRUE(contains({"*"}, {"s3:Get*"}));
  EXPECT_TRUE(contains({"s3:*Tag*", "s3:Get*"}, {"s3:Get*Tags"}));
  EXPECT_FALSE(contains({"s3:Get*"}, {"s3:*"}));
  EXPECT_FALSE(contains({"s3:*", "iam:*"}, {"*"}));
}

TEST(UnlistedActions, KeepTooMuchRatherThanNeverEnd) {
  UnlistedActions many, others;
  for (int i = 0; i < 1'100; ++i) {
    many.Insert("s:*a" + std::to_string(i) + "*");
    others.Insert("s:*b" + std::to_string(i) + "*");
  }
  UnlistedActions both = many;
  both &= others;
  EXPECT_TRUE(both.Contains("s:a1b1"));
  EXPECT_EQ(both, many) << "a superset of the intersection";
  many -= others;
  EXPECT_TRUE(many.Contains("s:a1"));
}

// A set as a question about any name, beside the set as it is kept.
struct Twin {
  UnlistedActions set;
  std::function<bool(std::string_view)> contains;
};

Twin LeafOf(std::string_view pattern) {
  Twin leaf;
  leaf.set.Insert(pattern);
  leaf.contains = [pattern = std::string(pattern)](std::string_view name) {
    return GlobMatchesIgnoreCase(pattern, name);
  };
  return leaf;
}

Twin Combine(Twin a, Twin b, uint32_t operation) {
  const auto left = a.contains, right = b.contains;
  switch (operation) {
    case 0:
      a.set |= b.set;
      a.contains = [=](std::string_view name) { return left(name) || right(name); };
      break;
    case 1:
      a.set &= b.set;
      a.contains = [=](std::string_view name) { return left(name) && right(name); };
      break;
    case 2:
      a.set -= b.set;
      a.contains = [=](std::string_view name) { return left(name) && !right(name); };
      break;
    default:
      a.set.Complement();
      a.contains = [=](std::string_view name) { return !left(name); };
  }
  return a;
}

constexpr std::string_view kPatterns[] = {"*",    "s:*", "s:a*", "s:*b", "s:a*b", "s:?",
                                          "s:ab", "t:*", "*:a",  "s:b",  "t:a?"};
constexpr std::string_view kNames[] = {"s:a",   "s:b",  "s:ab", "s:ba", "s:aab",
                                       "s:abb", "s:xx", "t:a",  "t:ab", "u:a"};

TEST(UnlistedActions, StayExactUnderEveryOperation) {
  std::mt19937 random(11);
  for (int round = 0; round < 400; ++round) {
    Twin twin = LeafOf(kPatterns[random() % std::size(kPatterns)]);
    for (int step = 0; step < 5; ++step) {
      Twin other = LeafOf(kPatterns[random() % std::size(kPatterns)]);
      if (random() % 2 == 0) {
        other = Combine(other, LeafOf(kPatterns[random() % std::size(kPatterns)]), random() % 4);
      }
      twin = Combine(std::move(twin), std::move(other), random() % 4);
      for (const std::string_view name : kNames) {
        ASSERT_EQ(twin.set.Contains(name), twin.contains(name)) << name << " in round " << round;
      }
    }
  }
}

TEST(UnlistedActions, NeverClaimToContainWhatTheyDont) {
  std::mt19937 random(12);
  const auto some = [&] {
    return Combine(LeafOf(kPatterns[random() % std::size(kPatterns)]),
                   LeafOf(kPatterns[random() % std::size(kPatterns)]), random() % 4);
  };
  int claims = 0;
  for (int round = 0; round < 2'000; ++round) {
    const Twin wide = some(), narrow = some();
    if (!wide.set.ContainsAll(narrow.set)) continue;
    ++claims;
    for (const std::string_view name : kNames) {
      ASSERT_TRUE(wide.contains(name) || !narrow.contains(name)) << name << " in round " << round;
    }
  }
  EXPECT_GT(claims, 200);
}

}  // namespace
}  // namespace iamsift
