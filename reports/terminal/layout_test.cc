#include "reports/terminal/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace iamsift {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct WidthCase {
  std::string_view text;
  size_t width;
  std::string_view because;
};

constexpr WidthCase kWidthCases[] = {
    {"", 0, "nothing"},
    {"role", 4, "a column a letter"},
    {"größe", 5, "not a column a byte"},
    {"日本", 4, "East Asian letters are wide"},
    {"e\xCC\x81", 1, "a combining accent takes none"},
    {"\xF0\x9F\x98\x80", 2, "so do emoji"},
};

TEST(DisplayWidth, CountsColumns) {
  for (const WidthCase& c : kWidthCases) EXPECT_EQ(DisplayWidth(c.text), c.width) << c.because;
}

struct TruncatedCase {
  std::string_view text;
  size_t width;
  std::string_view truncated, because;
};

constexpr TruncatedCase kTruncatedCases[] = {
    {"role/ml", 7, "role/ml", "what fits is whole"},
    {"role/ml-training", 10, "role/ml...", "what doesn't says so"},
    {"日本語日本語", 8, "日本...", "a wide letter is never halved"},
    {"role", 2, "..", "too narrow for anything"},
    {"role", 0, "", "no room at all"},
};

TEST(Truncated, KeepsToItsWidth) {
  for (const TruncatedCase& c : kTruncatedCases) {
    EXPECT_EQ(Truncated(c.text, c.width), c.truncated) << c.because;
    EXPECT_LE(DisplayWidth(Truncated(c.text, c.width)), c.width) << c.because;
  }
}

TEST(Wrapped, BreaksAtBlanks) {
  EXPECT_THAT(Wrapped("name the roles in Resource", 10),
              ElementsAre("name the", "roles in", "Resource"));
  EXPECT_THAT(Wrapped("  a  b ", 80), ElementsAre("a b"));
  EXPECT_THAT(Wrapped("", 80), IsEmpty());
}

TEST(Wrapped, KeepsLongWordsWhole) {
  EXPECT_THAT(Wrapped("on arn:aws:iam::111122223333:role/x now", 10),
              ElementsAre("on", "arn:aws:iam::111122223333:role/x", "now"));
}

struct ArnCase {
  std::string_view arn, shown, because;
};

constexpr ArnCase kArnCases[] = {
    {"arn:aws:iam::111122223333:role/team/ml", "role/team/ml", "paths stay"},
    {"arn:aws:iam::aws:policy/ReadOnlyAccess", "policy/ReadOnlyAccess", "AWS's own"},
    {"arn:aws:s3:::data", "data", "no account"},
    {"arn:aws:iam::1:a:b", "a:b", "colons in the name stay"},
    {"arn:aws:iam", "arn:aws:iam", "no ARN after all"},
    {"arn:aws:iam::1:", "arn:aws:iam::1:", "nothing would be left"},
    {"policy.json", "policy.json", "a file"},
};

TEST(ShortArn, IsTheResourcePart) {
  for (const ArnCase& c : kArnCases) EXPECT_EQ(ShortArn(c.arn), c.shown) << c.because;
}

}  // namespace
}  // namespace iamsift
