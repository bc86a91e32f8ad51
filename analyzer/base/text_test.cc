#include "analyzer/base/text.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

TEST(CompareIgnoreCase, OrdersByLowerCasedBytes) {
  struct Case {
    std::string_view a, b;
    int sign;
    std::string_view because;
  };
  constexpr Case kCases[] = {
      {"GetObject", "getobject", 0, "case is ignored"},
      {"abc", "ABD", -1, "the first difference decides"},
      {"ab", "ABC", -1, "a prefix comes first"},
      {"b", "A", 1, "letters, not bytes as written"},
      {"", "", 0, "nothing equals nothing"},
      {"_", "A", -1, "an underscore comes before the lower-case letters"},
  };
  for (const Case& c : kCases) {
    const int order = CompareIgnoreCase(c.a, c.b);
    EXPECT_EQ((order > 0) - (order < 0), c.sign) << c.a << " and " << c.b << ": " << c.because;
    EXPECT_EQ(EqualsIgnoreCase(c.a, c.b), c.sign == 0) << c.because;
  }
}

TEST(StartsWithIgnoreCase, WantsTheWholePrefix) {
  EXPECT_TRUE(StartsWithIgnoreCase("S3:GetObject", "s3:"));
  EXPECT_FALSE(StartsWithIgnoreCase("s", "s3:")) << "the text is shorter than the prefix";
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_EQ(Split("a,,b", ',').size(), 3u);
  EXPECT_EQ(Split("", ',').size(), 1u);
  EXPECT_EQ(Split("a,", ',').back(), "");
}

TEST(Join, PutsTheSeparatorBetween) {
  EXPECT_EQ(Join(std::vector<std::string>{"a", "b"}, ", "), "a, b");
  EXPECT_EQ(Join(std::vector<std::string>{"", ""}, "-"), "-") << "empty parts count";
  EXPECT_EQ(Join(std::vector<std::string>{}, "-"), "");
}

TEST(Counted, PutsThePluralAndTheThousands) {
  EXPECT_EQ(Counted(1, "action"), "1 action");
  EXPECT_EQ(Counted(0, "action"), "0 actions");
  EXPECT_EQ(Counted(22'091, "action"), "22,091 actions");
  EXPECT_EQ(Thousands(999), "999");
  EXPECT_EQ(Thousands(1'000'000), "1,000,000");
}

}  // namespace
}  // namespace iamsift
