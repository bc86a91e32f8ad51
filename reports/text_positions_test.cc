#include "reports/text_positions.h"

#include <gtest/gtest.h>

#include <string>

namespace iamsift {
namespace {

struct PositionCase {
  std::string_view text;
  size_t offset;
  Position position;
  std::string_view because;
};

constexpr PositionCase kPositionCases[] = {
    {"", 0, {1, 1}, "an empty text has one empty line"},
    {"ab\ncd", 0, {1, 1}, "both count from 1"},
    {"ab\ncd", 2, {1, 3}, "a newline belongs to the line that it ends"},
    {"ab\ncd", 3, {2, 1}, "after a newline the column starts again"},
    {"ab\ncd", 5, {2, 3}, "the end is a place too"},
    {"ab\ncd", 99, {2, 3}, "past the end is the end"},
    {"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80x", 9, {1, 4}, "columns count code points, not bytes"},
};

TEST(TextPositions, CountLinesAndCodePoints) {
  for (const PositionCase& c : kPositionCases) {
    EXPECT_EQ(TextPositions(c.text).PositionAt(c.offset), c.position) << c.because;
  }
}

// A text with long and short lines and every length of code point, over many blocks.
std::string MixedText() {
  std::string text;
  uint32_t state = 7;
  while (text.size() < 20'000) {
    state = state * 1'664'525 + 1'013'904'223;
    const uint32_t draw = state >> 24;
    if (draw < 2 && text.size() < 10'000) text += '\n';
    text += draw < 128
                ? "a"
                : (draw < 192 ? "\xC3\xA9" : (draw < 224 ? "\xE2\x82\xAC" : "\xF0\x9F\x98\x80"));
  }
  return text;
}

TEST(TextPositions, AgreeWithCountingFromTheStart) {
  const SourceFile file("mixed", MixedText());
  const TextPositions positions(file.text());
  for (size_t offset = 0; offset <= file.text().size(); ++offset) {
    ASSERT_EQ(positions.PositionAt(offset), file.PositionAt(offset)) << "offset " << offset;
  }
}

}  // namespace
}  // namespace iamsift
