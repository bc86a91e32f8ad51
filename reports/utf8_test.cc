#include "reports/utf8.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

struct CodePointCase {
  std::string_view text;
  char32_t code_point;
  size_t taken;
  std::string_view because;
};

constexpr CodePointCase kCodePointCases[] = {
    {"a", 'a', 1, "ASCII"},
    {"\xC3\xA9", 0xE9, 2, "two bytes"},
    {"\xE2\x82\xAC", 0x20AC, 3, "three bytes"},
    {"\xF0\x9F\x98\x80", 0x1F600, 4, "four bytes"},
    {"\xC0\x80", kInvalidByte, 1, "an overlong null"},
    {"\xE0\x80\x80", kInvalidByte, 1, "overlong in three"},
    {"\xED\xA0\x80", kInvalidByte, 1, "half of a surrogate pair"},
    {"\xF4\x90\x80\x80", kInvalidByte, 1, "beyond Unicode"},
    {"\xE2\x82", kInvalidByte, 1, "cut short"},
    {"\x80", kInvalidByte, 1, "a continuation byte alone"},
    {"\xFF", kInvalidByte, 1, "no lead byte at all"},
};

TEST(TakeCodePoint, TakesOneOrRefusesOneByte) {
  for (const CodePointCase& c : kCodePointCases) {
    std::string_view rest = c.text;
    EXPECT_EQ(TakeCodePoint(rest), c.code_point) << c.because;
    EXPECT_EQ(c.text.size() - rest.size(), c.taken) << c.because;
  }
}

TEST(AppendUtf8, IsTheInverse) {
  for (char32_t c = 1; c < 0x110000; c += c < 0x3000 ? 1 : 97) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    AppendUtf8(text, c);
    std::string_view rest = text;
    ASSERT_EQ(TakeCodePoint(rest), c);
    ASSERT_TRUE(rest.empty());
  }
}

struct VisibleCase {
  std::string_view text, visible, because;
};

constexpr VisibleCase kVisibleCases[] = {
    {"größe-日本", "größe-日本", "letters of every script stay"},
    {"a\nb\tc\rd", "a\\nb\\tc\\rd", "the ones that have a name"},
    {std::string_view("\x00\x1b\x7f", 3), "\\x00\\x1b\\x7f", "controls"},
    {"\xC2\x9B", "\\u009b", "controls of the second row"},
    {"\xE2\x80\xAE", "\\u202e", "right-to-left override"},
    {"\xEF\xBB\xBF", "\\ufeff", "byte order mark"},
    {"\xF3\xA0\x81\x81", "\\U000e0041", "invisible tags"},
    {"a\xFFz", "a\\xffz", "bytes that are no text"},
    {"a\\n", "a\\n", "a written backslash stays as it is"},
};

TEST(VisibleText, ShowsWhatWouldActOrHide) {
  for (const VisibleCase& c : kVisibleCases) EXPECT_EQ(VisibleText(c.text), c.visible) << c.because;
}

}  // namespace
}  // namespace iamsift
