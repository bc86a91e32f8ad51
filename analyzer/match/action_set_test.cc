#include "analyzer/match/action_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/catalog/managed_policies.h"
#include "analyzer/match/action_set_pool.h"
#include "analyzer/match/catalog_for_test.h"
#include "analyzer/policy/parsed_for_test.h"

namespace iamsift {
namespace {

struct CountCase {
  std::string_view pattern;
  size_t count;
  std::string_view because;
};
constexpr CountCase kCounts[] = {
    {"sagemaker:*", 449, "a whole service"},
    {"s3:*", 180, "a whole service"},
    {"iam:*", 190, "a whole service"},
    {"ec2:*", 826, "the largest service"},
    {"bedrock:*", 262, "not bedrock-agentcore too"},
    {"kms:*", 56, "a whole service"},
    {"*", 22091, "everything"},
    {"**", 22091, "stars only are one star"},
    {"*:*", 22091, "every name of every service"},
    {"s3:Get*", 63, "a prefix"},
    {"s3:get*", 63, "names ignore case"},
    {"S3:GET*", 63, "so do services"},
    {"s3:*Object", 5, "a suffix"},
    {"s3:?etObject", 1, "one character"},
    {"s3:Get*Tagging", 5, "an inner star"},
    {"ec2:Describe*", 194, "a prefix"},
    {"iam:*Role*", 27, "an infix"},
    {"sagemaker:*Model", 8, "a suffix"},
    {"lambda:Invoke*", 3, "a prefix"},
    {"sts:Assume*", 4, "a prefix"},
    {"s3:GetObject", 1, "a name with longer names behind it"},
    {"s3:GetObject*", 16, "a name that is a prefix"},
    {"s3:HeadObject", 0, "an operation, not an action"},
    {"nosuch:*", 0, "no service"},
    {"s3", 0, "no colon"},
    {"*Object", 0, "no colon, stars or not"},
    {"s3:Get:Object", 0, "two colons"},
    {"s3:Get Object", 0, "white space matches nothing"},
    {"", 0, "nothing"},
};

TEST(ActionPattern, CountsWhatTheCatalogHas) {
  for (const CountCase& c : kCounts) {
    EXPECT_EQ(CompileActionPattern(TestCatalog(), c.pattern).Count(), c.count)
        << c.pattern << ": " << c.because;
  }
}

TEST(ActionPattern, SaysWhatKindItIs) {
  EXPECT_TRUE(CompileActionPattern(TestCatalog(), "***").is_everything);
  EXPECT_TRUE(CompileActionPattern(TestCatalog(), "*:*").is_everything);
  EXPECT_FALSE(CompileActionPattern(TestCatalog(), "s3:*").is_everything);
  for (const std::string_view malformed :
       {"s3", "*Get*", "s3:a:b", "s3:Get, s3:Put", ":x", "s3:"}) {
    EXPECT_TRUE(CompileActionPattern(TestCatalog(), malformed).is_malformed) << malformed;
  }
  EXPECT_FALSE(CompileActionPattern(TestCatalog(), "nosuch:Thing").is_malformed);
}

// The slow answer: the glob against every service and every name of it.
std::vector<ActionId> Scan(std::string_view pattern) {
  const size_t colon = pattern.find(':');
  const std::string_view name = colon == std::string_view::npos ? "*" : pattern.substr(colon + 1);
  std::vector<ActionId> actions;
  for (size_t i = 0; i < TestCatalog().ServiceCount(); ++i) {
    const ServiceId service{static_cast<uint16_t>(i)};
    const std::string_view prefix = TestCatalog().ServicePrefix(service);
    if (!GlobMatchesIgnoreCase(pattern.substr(0, colon), prefix)) continue;
    const ActionRange range = TestCatalog().ActionsOf(service);
    for (uint16_t action = range.first; action < range.last; ++action) {
      const ActionId id{action};
      if (GlobMatchesIgnoreCase(name, TestCatalog().ActionName(id))) actions.push_back(id);
    }
  }
  return actions;
}

void ExpectSameAsScan(std::string_view text) {
  const ActionPattern pattern = CompileActionPattern(TestCatalog(), text);
  ActionSet set(TestCatalog());
  InsertPattern(set, pattern);
  const std::vector<ActionId> expected = Scan(text);
  ASSERT_EQ(set.Actions(), expected) << text;
  ASSERT_EQ(pattern.Count(), expected.size()) << text;
  for (size_t i = 1; i < pattern.ranges.size(); ++i) {
    ASSERT_LT(pattern.ranges[i - 1].last, pattern.ranges[i].first) << text;
  }
  if (!expected.empty()) {
    ASSERT_TRUE(pattern.Contains(expected.front()) && pattern.Contains(expected.back())) << text;
  }
}

// A catalog action, damaged into a pattern: cut, starred, with `?`, in another case.
class RandomPatterns {
 public:
  explicit RandomPatterns(uint32_t seed) : random_(seed) {}

  std::string Next() {
    const ActionId action{static_cast<uint16_t>(Below(TestCatalog().ActionCount()))};
    const std::string_view prefix = TestCatalog().ServicePrefix(TestCatalog().ServiceOf(action));
    std::string name(TestCatalog().ActionName(action));
    for (size_t edits = Below(4); edits > 0; --edits) Edit(name);
    std::string service(prefix);
    if (Below(100) == 0) Edit(service);
    return Concat({service, ":", name.empty() ? "*" : name});
  }

 private:
  size_t Below(size_t bound) { return random_() % bound; }

  void Edit(std::string& text) {
    if (text.empty()) return;
    const size_t at = Below(text.size());
    switch (Below(5)) {
      case 0:
        text = text.substr(0, at) + "*";
        break;
      case 1:
        text = "*" + text.substr(at);
        break;
      case 2:
        text.replace(at, 1, "?");
        break;
      case 3:
        text.insert(at, "*");
        break;
      default:
        text[at] = AsciiLower(text[at]);
    }
  }

  std::mt19937 random_;
};

TEST(ActionPattern, MatchesWhatASlowGlobMatches) {
  RandomPatterns patterns(7);
  for (int i = 0; i < 10'000; ++i) ExpectSameAsScan(patterns.Next());
}

TEST(ActionPattern, MatchesWhatASlowGlobMatchesInAwsPolicies) {
  ManagedPolicies policies = ManagedPolicies::Embedded();
  std::set<std::string> seen;
  for (size_t i = 0; i < policies.size(); ++i) {
    const ParsedPolicy parsed = ParseForTest(policies.DocumentOf(i));
    for (const Statement& statement : parsed.document.statements) {
      for (const TextAt& action : statement.actions.items) seen.emplace(action.text);
    }
  }
  ASSERT_GT(seen.size(), 16'000U);
  for (const std::string& pattern : seen) ExpectSameAsScan(pattern);
}

TEST(ActionSet, KeepsListedActionsInOrder) {
  const ActionSet set = SetOf({"sts:AssumeRole", "iam:PassRole", "s3:GetObject"});
  EXPECT_EQ(set.Count(), 3U);
  EXPECT_EQ(set.Actions(), (std::vector{ActionNamed("iam:PassRole"), ActionNamed("s3:GetObject"),
                                        ActionNamed("sts:AssumeRole")}));
}

TEST(ActionSet, ComplementsWithinTheCatalog) {
  ActionSet set = SetOf({"iam:*"});
  set.Complement(TestCatalog());
  EXPECT_EQ(set.Count(), 22091U - 190U);
  EXPECT_FALSE(set.Intersects(SetOf({"iam:*"})));
  set.Complement(TestCatalog());
  EXPECT_EQ(set, SetOf({"iam:*"}));
}

TEST(ActionSet, TreatsAnUnsizedSetAsEmpty) {
  ActionSet set;
  EXPECT_TRUE(set.IsEmpty());
  EXPECT_FALSE(set.ContainsAll(SetOf({"s3:GetObject"})));
  set |= SetOf({"s3:GetObject"});
  EXPECT_TRUE(set.Contains(ActionNamed("s3:GetObject")));
}

TEST(ActionSet, InsertsRangesAcrossWords) {
  for (const ActionRange range :
       {ActionRange{0, 64}, ActionRange{63, 65}, ActionRange{5, 6}, ActionRange{64, 200}}) {
    ActionSet set(TestCatalog());
    set.Insert(range);
    EXPECT_EQ(set.Count(), static_cast<size_t>(range.last - range.first));
    EXPECT_TRUE(set.Contains(ActionId{range.first}));
    EXPECT_FALSE(set.Contains(ActionId{range.last}));
  }
}

// The slow answer: ids in a std::set.
class RandomSets {
 public:
  explicit RandomSets(uint32_t seed) : random_(seed) {}

  // Small ones, wide ones with holes, ranges: whatever the words look like.
  std::pair<ActionSet, std::set<uint16_t>> Next() {
    const auto count = static_cast<uint16_t>(TestCatalog().ActionCount());
    std::pair<ActionSet, std::set<uint16_t>> made{ActionSet(TestCatalog()), {}};
    for (size_t names = random_() % 40; names > 0; --names) {
      const auto id = static_cast<uint16_t>(random_() % count);
      made.first.Insert(ActionId{id});
      made.second.insert(id);
    }
    if (random_() % 3 == 0) {
      const auto first = static_cast<uint16_t>(random_() % count);
      const auto last = static_cast<uint16_t>(std::min<size_t>(count, first + random_() % 5'000));
      made.first.Insert(ActionRange{first, last});
      for (uint16_t id = first; id < last; ++id) made.second.insert(id);
    }
    return made;
  }

 private:
  std::mt19937 random_;
};

std::set<uint16_t> IdsOf(const ActionSet& set) {
  std::set<uint16_t> ids;
  set.ForEach([&](ActionId action) { ids.insert(action.value); });
  return ids;
}

void ExpectSame(const ActionSet& set, const std::set<uint16_t>& ids) {
  ASSERT_EQ(IdsOf(set), ids);
  ASSERT_EQ(set.Count(), ids.size());
  ASSERT_EQ(set.IsEmpty(), ids.empty());
  for (uint16_t id = 0; id < TestCatalog().ActionCount(); id += 7) {
    ASSERT_EQ(set.Contains(ActionId{id}), ids.contains(id)) << id;
  }
}

TEST(ActionSet, CombinesAsSetsOfNumbersDo) {
  RandomSets sets(7);
  for (int round = 0; round < 300; ++round) {
    const auto [a, a_ids] = sets.Next();
    const auto [b, b_ids] = sets.Next();
    std::set<uint16_t> united = a_ids, shared, left;
    united.insert(b_ids.begin(), b_ids.end());
    for (const uint16_t id : a_ids) (b_ids.contains(id) ? shared : left).insert(id);
    ActionSet both = a, common = a, rest = a;
    both |= b;
    common &= b;
    rest -= b;
    ExpectSame(both, united);
    ExpectSame(common, shared);
    ExpectSame(rest, left);
    EXPECT_EQ(a.Intersects(b), !shared.empty());
    EXPECT_EQ(a.ContainsAll(b), shared.size() == b_ids.size());
    EXPECT_EQ(both.ContainsAll(a), true);
    rest |= common;
    EXPECT_EQ(rest, a);
    ExpectSame(a, a_ids);  // what was copied and written to is another set
    ExpectSame(b, b_ids);
  }
}

TEST(ActionSet, CombinesWithWhatItHoldsAndIsHeldBy) {
  RandomSets sets(9);
  for (int round = 0; round < 100; ++round) {
    const auto [part, part_ids] = sets.Next();
    ActionSet whole = sets.Next().first;
    whole |= part;
    ActionSet common = whole, same = part, none = part;
    common &= part;
    ExpectSame(common, part_ids);
    same &= whole;
    same |= ActionSet(TestCatalog());
    ExpectSame(same, part_ids);
    none -= whole;
    ExpectSame(none, {});
    whole.Remove(ActionId{part_ids.empty() ? uint16_t{0} : *part_ids.begin()});
    ExpectSame(common, part_ids);
  }
}

TEST(ActionSet, MeetsMasksAndRanges) {
  RandomSets sets(8);
  const std::span<const uint64_t> mask = TestCatalog().MaskOf(AccessLevel::kWrite);
  const ActionSet writes = ActionSet::FromMask(mask);
  for (int round = 0; round < 100; ++round) {
    const auto [set, ids] = sets.Next();
    ActionSet kept = set, expected = set, dropped = set, rest = set;
    kept &= mask;
    expected &= writes;
    EXPECT_EQ(kept, expected);
    EXPECT_EQ(set.CountIn(mask), expected.Count());
    EXPECT_EQ(set.Intersects(mask), !expected.IsEmpty());
    dropped -= mask;
    rest -= writes;
    EXPECT_EQ(dropped, rest);
    for (const ActionRange range : {ActionRange{0, 64}, {100, 9'000}, {63, 65}, {500, 500}}) {
      const auto inside = std::distance(ids.lower_bound(range.first), ids.lower_bound(range.last));
      EXPECT_EQ(set.CountIn(range), static_cast<size_t>(inside));
    }
  }
}

TEST(ActionSet, ForgetsWhatIsRemoved) {
  ActionSet set = SetOf({"iam:PassRole", "s3:GetObject"});
  set.Remove(ActionNamed("iam:PassRole"));
  set.Remove(ActionNamed("iam:CreateUser"));
  EXPECT_EQ(set, SetOf({"s3:GetObject"}));
  set.Remove(ActionNamed("s3:GetObject"));
  EXPECT_EQ(set, ActionSet(TestCatalog()));
  EXPECT_TRUE(set.IsEmpty());
}

TEST(ActionSetPool, GivesEqualSetsAndTellsOthersApart) {
  ActionSetPool pool;
  ActionSet first = SetOf({"iam:PassRole", "s3:Get*"}), second = SetOf({"s3:Get*", "iam:PassRole"});
  ActionSet listed = first.Listed();  // without next year's s3:Get…
  for (ActionSet* const set : {&first, &second, &listed}) pool.Share(*set);
  EXPECT_EQ(first, second);
  EXPECT_NE(first, listed);
  second.Remove(ActionNamed("iam:PassRole"));
  EXPECT_TRUE(first.Contains(ActionNamed("iam:PassRole")));
}

TEST(ActionSet, VisitsTheFirstFew) {
  const ActionSet set = SetOf({"sts:AssumeRole", "iam:PassRole", "s3:GetObject"});
  std::vector<ActionId> seen;
  set.ForEachOf(2, [&](ActionId action) { seen.push_back(action); });
  EXPECT_EQ(seen, (std::vector{ActionNamed("iam:PassRole"), ActionNamed("s3:GetObject")}));
}

}  // namespace
}  // namespace iamsift
