#include "analyzer/base/source.h"

#include <gtest/gtest.h>

#include "analyzer/base/status.h"

namespace iamsift {
namespace {

TEST(SourceFile, CountsLinesAndCodePoints) {
  const SourceFile file("roles.json", "{\n  \"n\": \"h\xC3\xA9llo\"\n}\n");
  struct Case {
    size_t offset;
    Position position;
    std::string_view because;
  };
  const Case cases[] = {
      {0, {1, 1}, "the first character"},
      {1, {1, 2}, "the line feed belongs to its line"},
      {2, {2, 1}, "a line begins after it"},
      {13, {2, 11}, "two bytes of one letter are one column"},
      {999, {4, 1}, "past the end is the end"},
  };
  const LineIndex lines(file.text());
  for (const Case& c : cases) {
    EXPECT_EQ(file.PositionAt(c.offset), c.position) << c.because;
    EXPECT_EQ(lines.PositionAt(c.offset), c.position) << c.because << " (with the index)";
  }
}

TEST(SourceFile, IsFollowedByReadableBytes) {
  const SourceFile file("x", "abc");
  EXPECT_EQ(file.text(), "abc");
  for (size_t i = 0; i < SourceFile::kPadding; ++i) EXPECT_EQ(file.text().data()[3 + i], '\0');
}

TEST(InvalidInputAt, NamesFileLineAndColumn) {
  const SourceFile file("roles.json", "{\n  x");
  EXPECT_EQ(MessageOf(InvalidInputAt(file, 4, "expected a string")),
            "roles.json:2:3: expected a string");
}

}  // namespace
}  // namespace iamsift
