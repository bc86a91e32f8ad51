#include "analyzer/ingest/json_scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iamsift {
namespace {

using testing::ElementsAre;

struct FaultCase {
  std::string text;
  size_t offset;
  std::string_view problem;
  std::string_view because;
};

TEST(JsonScan, AcceptsWhatJsonAllows) {
  for (const std::string_view text :
       {"{}", "[]", " [1, -0.5e+10, 2E-3, \"a\\u00e9\\n\", true, false, null, {\"a\": {}}] ",
        "{} {}", "1 2", "\"\xF0\x9F\x98\x80\""}) {
    EXPECT_FALSE(FindTextFault(text, 10).has_value()) << text;
  }
}

TEST(JsonScan, FindsTheFirstFault) {
  const FaultCase cases[] = {
      {"{", 1, "expected a member name in double quotes, found the end of the input", "cut off"},
      {"[1,]", 3, "expected a JSON value, found `]`", "a trailing comma"},
      {"[1 2]", 3, "expected `,` or `]`, found `2`", "no comma"},
      {"{\"a\":1,}", 7, "expected a member name in double quotes, found `}`", "a trailing comma"},
      {"{a:1}", 1, "expected a member name in double quotes, found `a`", "a bare name"},
      {"{'a':1}", 1, "expected a member name in double quotes, found `'`", "single quotes"},
      {"[01]", 1, "expected a number without leading zeros", "an octal number"},
      {"[1.]", 3, "expected a digit, found `]`", "a bare point"},
      {"[-]", 2, "expected a digit, found `]`", "a bare minus"},
      {"[tru]", 1, "expected a JSON value, found `t`", "half a word"},
      {"[\"a\nb\"]", 3, "expected no bare control character or line break inside a string",
       "a line break in a string"},
      {"[\"a\\x\"]", 3, "expected an escape that JSON knows", "an unknown escape"},
      {"[\"\\u12g4\"]", 2, "expected four hexadecimal digits after `\\u`", "half an escape"},
      {"[\"a", 1, "expected a closing `\"` for this string", "an open string"},
      {"[\"a\\", 3, "expected an escape that JSON knows", "an open escape"},
      {"{\"a\":1]", 6, "expected `,` or `}`, found `]`", "the wrong bracket"},
      {"[1] x", 4, "expected a JSON value, found `x`", "something behind"},
      {"[\xC3\xA9]", 1, "expected a JSON value, found a character outside ASCII", "a bare letter"},
      {"[\"\xC3(\"]", 2, "expected UTF-8, found a byte that cannot be", "half a character"},
      {"[[[[1]]]]", 3, "nested deeper than 3 levels", "deep"},
      {"[# x\n]", 1,
       "expected a JSON value, found a comment, which only .jsonc files or `--relaxed` allow",
       "a comment"},
  };
  for (const FaultCase& c : cases) {
    const std::optional<TextFault> fault = FindTextFault(c.text, 3);
    ASSERT_TRUE(fault.has_value()) << c.because;
    EXPECT_EQ(fault->problem, c.problem) << c.because;
    EXPECT_EQ(fault->offset, c.offset) << c.because;
  }
}

TEST(JsonScan, SurvivesAMillionBrackets) {
  const std::string deep(1'000'000, '[');
  const std::optional<TextFault> fault = FindTextFault(deep, 512);
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->offset, 512U);
}

TEST(JsonScan, SplitsAStream) {
  EXPECT_THAT(SplitJsonValues(" {\"a\":\"}\"}{}\n[1] 2 ", 10),
              ElementsAre("{\"a\":\"}\"}", "{}", "[1]", "2"));
  EXPECT_THAT(SplitJsonValues("{} {\"a\"", 10), ElementsAre("{}"));
}

TEST(JsonScan, WalksMembersAndSkipsWhatIsNotTaken) {
  JsonScanner scanner(R"( {"a": [1, {"x": 2}], "b": "text", "c": 3})", 10);
  std::string seen;
  EXPECT_TRUE(scanner.ForEachMember([&](std::string_view key) {
    seen += key;
    if (const std::optional<std::string_view> text = scanner.TakeString()) seen += *text;
    return true;
  }));
  EXPECT_EQ(seen, "abtextc");
  EXPECT_TRUE(scanner.AtEnd());
}

TEST(JsonScan, StopsWhenTheVisitorHasEnough) {
  JsonScanner scanner(R"({"a": 1, "b": [broken)", 10);
  EXPECT_TRUE(scanner.ForEachMember([](std::string_view) { return false; }));
  EXPECT_FALSE(scanner.fault().has_value());
}

TEST(JsonScan, FindsWhereUtf8Breaks) {
  EXPECT_EQ(FindInvalidUtf8("abc\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"), std::nullopt);
  EXPECT_EQ(FindInvalidUtf8("ab\xC0\x80"), 2U) << "overlong";
  EXPECT_EQ(FindInvalidUtf8("\xED\xA0\x80"), 0U) << "a surrogate";
  EXPECT_EQ(FindInvalidUtf8("a\xE2\x82"), 1U) << "cut off";
}

}  // namespace
}  // namespace iamsift
