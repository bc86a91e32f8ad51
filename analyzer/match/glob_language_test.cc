#include "analyzer/match/glob_language.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace iamsift {
namespace {

// A small notation: `*` run, `?` one, `+` run in its part, `-` one in its part, 0 to 9 variables.
Glob GlobOf(std::string_view text) {
  Glob glob;
  for (const char c : text) {
    GlobToken token{.kind = TokenKind::kLiteral, .character = static_cast<unsigned char>(c)};
    if (c == '*') token = {.kind = TokenKind::kRun};
    if (c == '?') token = {.kind = TokenKind::kOne};
    if (c == '+') token = {.kind = TokenKind::kRunInPart};
    if (c == '-') token = {.kind = TokenKind::kOneInPart};
    if (c >= '0' && c <= '9') {
      token = {.kind = TokenKind::kVariable, .variable = static_cast<uint16_t>(c - '0')};
    }
    glob.push_back(token);
  }
  return glob;
}

std::vector<Glob> GlobsOf(const std::vector<std::string>& texts) {
  std::vector<Glob> globs;
  for (const std::string& text : texts) globs.push_back(GlobOf(text));
  return globs;
}

struct ContainsCase {
  std::vector<std::string> outer, inner;
  bool contains;
  std::string_view because;
};

TEST(GlobLanguage, DecidesContainment) {
  const ContainsCase cases[] = {
      {{"*"}, {"a*b"}, true, "everything holds all"},
      {{"a*"}, {"ab*"}, true, "a longer prefix"},
      {{"ab*"}, {"a*"}, false, "a shorter prefix"},
      {{"a*", "b*"}, {"a*c", "bb"}, true, "each by its own"},
      {{"*a*", "*b*"}, {"*ab*"}, true, "either would do"},
      {{"?*", ""}, {"*"}, true, "only together: the empty string and the others"},
      {{"?*"}, {"*"}, false, "the empty string is missing"},
      {{"*?"}, {"?*"}, true, "the same language, spelt otherwise"},
      {{"+"}, {"*"}, false, "a run in its part has no colon"},
      {{"+:+", "+"}, {"*"}, false, "two colons are missing"},
      {{"*"}, {"+:+"}, true, "a run takes colons too"},
      {{"-b"}, {"?b"}, false, ":b is missing"},
      {{"a?"}, {"ab", "ac", "a:"}, true, "one character of any kind"},
      {{}, {"a"}, false, "nothing holds nothing but itself"},
      {{}, {}, true, "the empty union"},
      {{"a"}, {}, true, "the empty union is in all"},
  };
  for (const ContainsCase& c : cases) {
    EXPECT_EQ(Contains(GlobsOf(c.outer), GlobsOf(c.inner)), c.contains) << c.because;
  }
}

TEST(GlobLanguage, ReadsAVariableAsOneUnknownName) {
  const ContainsCase cases[] = {
      {{"home/0/*"}, {"home/0/x"}, true, "the same variable"},
      {{"home/0/*"}, {"home/1/x"}, false, "another variable"},
      {{"home/*"}, {"home/0/x"}, true, "a run takes whatever the value is"},
      {{"home/?"}, {"home/0"}, false, "the value may be longer"},
      {{"home/+"}, {"home/0"}, false, "the value may hold a colon"},
      {{"home/0"}, {"home/bob"}, false, "the value may be another"},
      {{"home/0"}, {"home/*"}, false, "a run is more than one value"},
      {{"*0*"}, {"a0b"}, true, "runs around the variable"},
  };
  for (const ContainsCase& c : cases) {
    EXPECT_EQ(Contains(GlobsOf(c.outer), GlobsOf(c.inner)), c.contains) << c.because;
  }
}

TEST(GlobLanguage, SaysNoWhenTheBudgetIsSpent) {
  const std::vector<Glob> outer = GlobsOf({"a", "a?*"});
  const std::vector<Glob> inner = GlobsOf({"a*"});  // in both together, in neither alone
  EXPECT_TRUE(Contains(outer, inner));
  EXPECT_FALSE(Contains(outer, inner, 1));
}

TEST(GlobLanguage, DecidesIntersection) {
  const ContainsCase cases[] = {
      {{"a*"}, {"*b"}, true, "ab"},
      {{"a*"}, {"b*"}, false, "other beginnings"},
      {{"a+b"}, {"a:*"}, false, "a run in its part has no colon"},
      {{"a*b"}, {"a:*"}, true, "a:b"},
      {{"-"}, {":"}, false, "one in its part is no colon"},
      {{"x", "a?"}, {"y", "?b"}, true, "ab, by the second of each"},
      {{"home/0"}, {"home/bob"}, true, "the value may be bob"},
      {{"home/0/x"}, {"home/*/y"}, false, "no value helps"},
      {{}, {"*"}, false, "the empty union meets nothing"},
  };
  for (const ContainsCase& c : cases) {
    EXPECT_EQ(Intersects(GlobsOf(c.outer), GlobsOf(c.inner)), c.contains) << c.because;
    EXPECT_EQ(Intersects(GlobsOf(c.inner), GlobsOf(c.outer)), c.contains) << c.because;
  }
}

// The obvious matcher, token by token.
bool SlowMatches(std::string_view glob, std::string_view text) {
  if (glob.empty()) return text.empty();
  const char token = glob[0];
  if (token == '*' || token == '+') {
    if (SlowMatches(glob.substr(1), text)) return true;
    const bool may_take = !text.empty() && (token == '*' || text[0] != ':');
    return may_take && SlowMatches(glob, text.substr(1));
  }
  if (text.empty()) return false;
  const bool takes = token == '?' || (token == '-' ? text[0] != ':' : token == text[0]);
  return takes && SlowMatches(glob.substr(1), text.substr(1));
}

// Every string over a, b, : and a character that no pattern writes, up to a length.
std::vector<std::string> AllStrings(size_t longest) {
  std::vector<std::string> strings = {""};
  for (size_t begin = 0, length = 0; length < longest; ++length) {
    const size_t end = strings.size();
    for (size_t i = begin; i < end; ++i) {
      for (const char c : {'a', 'b', ':', 'z'}) strings.push_back(strings[i] + c);
    }
    begin = end;
  }
  return strings;
}

class RandomGlobs {
 public:
  explicit RandomGlobs(uint32_t seed) : random_(seed) {}

  std::vector<std::string> Union(size_t most, size_t longest) {
    std::vector<std::string> globs(1 + random_() % most);
    for (std::string& glob : globs) {
      for (size_t length = random_() % (longest + 1); length > 0; --length) {
        glob.push_back("ab:*?+-"[random_() % 7]);
      }
    }
    return globs;
  }

 private:
  std::mt19937 random_;
};

bool UnionMatches(const std::vector<std::string>& globs, std::string_view text) {
  for (const std::string& glob : globs) {
    if (SlowMatches(glob, text)) return true;
  }
  return false;
}

TEST(GlobLanguage, MatchesWhatTheObviousMatcherMatches) {
  const std::vector<std::string> strings = AllStrings(5);
  RandomGlobs random(1);
  for (int round = 0; round < 300; ++round) {
    const std::string glob = random.Union(1, 6)[0];
    for (const std::string& text : strings) {
      ASSERT_EQ(Matches(GlobOf(glob), text), SlowMatches(glob, text)) << glob << " on " << text;
    }
  }
}

// Patterns this short differ, where they do, in a string of at most six characters.
TEST(GlobLanguage, AgreesWithTryingAllShortStrings) {
  const std::vector<std::string> strings = AllStrings(6);
  RandomGlobs random(2);
  int contained = 0, refuted = 0, disjoint = 0;
  for (int round = 0; round < 1'000; ++round) {
    const std::vector<std::string> outer = random.Union(3, 4), inner = random.Union(1, 4);
    bool all_inside = true, some_shared = false;
    for (const std::string& text : strings) {
      if (!SlowMatches(inner[0], text)) continue;
      const bool is_inside = UnionMatches(outer, text);
      all_inside &= is_inside;
      some_shared |= is_inside;
    }
    const bool contains = Contains(GlobsOf(outer), GlobsOf(inner));
    ASSERT_EQ(contains, all_inside) << inner[0] << " in " << outer[0];
    ASSERT_EQ(Intersects(GlobsOf(outer), GlobsOf(inner)), some_shared) << inner[0];
    contained += contains ? 1 : 0;
    refuted += all_inside ? 0 : 1;
    disjoint += some_shared ? 0 : 1;
  }
  EXPECT_GT(contained, 100);
  EXPECT_GT(refuted, 100);
  EXPECT_GT(disjoint, 100);
}

}  // namespace
}  // namespace iamsift
