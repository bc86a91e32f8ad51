#include "analyzer/catalog/format/key_pattern.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

struct SpellingCase {
  std::string_view key, pattern;
  std::string_view because;
};
constexpr SpellingCase kSpellingCases[] = {
    {"aws:ResourceTag/${TagKey}", "aws:resourcetag/*", "a variable at the end"},
    {"s3:ExistingObjectTag/<key>", "s3:existingobjecttag/*", "angle brackets"},
    {"ssm:resourceTag/tag-key", "ssm:resourcetag/*", "the words tag-key at the end"},
    {"glacier:ResourceTag/", "glacier:resourcetag/*", "a bare slash at the end"},
    {"agent.${Domain}.dev:id", "agent.*.dev:id", "a variable in the middle"},
    {"a:${X}/${Y}", "a:*/*", "two variables"},
    {"aws:TagKeys", "", "no variable part"},
    {"apigateway:Request/ApiName", "", "a slash in the middle is literal"},
    {"x:${Unclosed", "", "no closing brace"},
    {"x:<unclosed", "", "no closing bracket"},
    {"x:tag-key", "", "tag-key without a slash is a name"},
};

TEST(KeyPattern, ReadsEverySpellingOfAVariablePart) {
  for (const SpellingCase& c : kSpellingCases) {
    EXPECT_EQ(KeyPatternOf(c.key), c.pattern) << c.key << ": " << c.because;
  }
}

struct MatchCase {
  std::string_view pattern, name;
  bool matches;
  std::string_view because;
};
constexpr MatchCase kMatchCases[] = {
    {"a:tag/*", "a:tag/x", true, "one character"},
    {"a:tag/*", "A:TAG/X", true, "without case"},
    {"a:tag/*", "a:tag/", false, "a hole takes at least one character"},
    {"a:tag/*", "a:ta", false, "shorter than the literal part"},
    {"a:*.b", "a:x.b", true, "a hole in the middle"},
    {"a:*.b", "a:x.b.b", true, "the last part is anchored at the end"},
    {"a:*.b", "a:.b", false, "nothing in the hole"},
    {"a:*.b", "a:x.bc", false, "the end is anchored"},
    {"a:*/*", "a:x/y", true, "two holes"},
    {"a:*/*", "a:x/", false, "the second is empty"},
    {"a:*/*", "a://", false, "each hole takes a character of its own"},
    {"a:*/*", "a:///", true, "a slash may stand in a hole"},
    {"a:*b*c", "a:xbxc", true, "literals between holes, in order"},
    {"a:*b*c", "a:xcxb", false, "literals out of order"},
    {"*x", "x", false, "a hole at the start takes a character"},
    {"plain", "PLAIN", true, "no hole at all"},
};

TEST(KeyPattern, MatchesInstances) {
  for (const MatchCase& c : kMatchCases) {
    EXPECT_EQ(KeyPatternMatches(c.pattern, c.name), c.matches)
        << c.pattern << " against " << c.name << ": " << c.because;
  }
}

}  // namespace
}  // namespace iamsift
