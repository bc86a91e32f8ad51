#include "analyzer/cli/listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace iamsift {
namespace {

using testing::ElementsAre;

TEST(AlignColumns, MakesColumnsAsWideAsTheirWidestCell) {
  EXPECT_EQ(AlignColumns({{"A", "B"}, {"longer", "x"}, {"", "y"}}),
            "A       B\n"
            "longer  x\n"
            "        y\n");
}

TEST(AlignColumns, PutsNumbersUnderTheirHeadingToTheRight) {
  EXPECT_EQ(AlignColumns({{"NAME", "COUNT"}, {"a", "7"}, {"b", "22,091"}}),
            "NAME   COUNT\n"
            "a          7\n"
            "b     22,091\n");
}

TEST(AlignColumns, CountsCodePointsAndLeavesNoTrailingBlanks) {
  EXPECT_EQ(AlignColumns({{"\xc3\xbc\xc3\xbc", "x"}, {"abc", ""}}), "\xc3\xbc\xc3\xbc   x\nabc\n");
}

struct ShownCase {
  std::string_view text, shown, because;
};
constexpr ShownCase kShownCases[] = {
    {"plain", "plain", "nothing to do"},
    {"\x1b[31mred", "\\x1b[31mred", "an escape sequence would colour the terminal"},
    {"two\nlines", "two\\nlines", "a name cannot forge a line"},
    {"\xc2\x9b"
     "31m",
     "\\u009b31m", "the one-character form of the same escape"},
    {"\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9", "letters stay"},
    {"\x7f", "\\x7f", "delete"},
    {"a\xe2\x80\xae-b", "a\\u202e-b", "a mark that turns the direction"},
};

TEST(Shown, LeavesNoControlCharacter) {
  for (const ShownCase& c : kShownCases) EXPECT_EQ(Shown(c.text), c.shown) << c.because;
}

TEST(WithStandardInput, ReplacesADashByTheWordsOfTheInput) {
  std::istringstream input("a b\n c\n");
  EXPECT_THAT(WithStandardInput({"x", "-", "y"}, input), ElementsAre("x", "a", "b", "c", "y"));
}

}  // namespace
}  // namespace iamsift
