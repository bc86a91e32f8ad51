#include "tests/reference/values.h"

#include <gtest/gtest.h>

#include <string_view>

namespace iamsift::reference {
namespace {

// Less, equal, greater, or no such value on one side.
constexpr char kNone = '!';

template <typename Value>
char Order(const std::optional<Value>& a, const std::optional<Value>& b) {
  if (!a.has_value() || !b.has_value()) return kNone;
  const int order = Compare(*a, *b);
  return order < 0 ? '<' : order > 0 ? '>' : '=';
}

struct OrderCase {
  std::string_view a;
  char order;
  std::string_view b;
};

constexpr OrderCase kNumbers[] = {
    {"9", '<', "10"},
    {"10", '=', "10.0"},
    {"010", '=', "10"},
    {"-1", '<', "0"},
    {"-0", '=', "0.00"},
    {"-2", '<', "-1"},
    {"-1.5", '<', "-1.25"},
    {"0.1", '<', "0.11"},
    {"0.09", '<', "0.1"},
    {"+5", '=', "5"},
    {"12345678901234567890.5", '>', "12345678901234567890.49"},
    {"1e1", kNone, "10"},
    {"ten", kNone, "10"},
    {"", kNone, "0"},
    {"1.", kNone, "1"},
    {".5", kNone, "0.5"},
    {"1.2.3", kNone, "1"},
    {" 1", kNone, "1"},
};

TEST(ReferenceValues, CompareNumbers) {
  for (const OrderCase& c : kNumbers) {
    EXPECT_EQ(Order(ParseDecimal(c.a), ParseDecimal(c.b)), c.order) << c.a << " and " << c.b;
  }
}

constexpr OrderCase kDates[] = {
    {"2024-01-01T00:00:00Z", '=', "1704067200"},
    {"2023-12-31T23:59:59Z", '<', "1704067200"},
    {"2024-01-01", '=', "2024-01-01T00:00Z"},
    {"2024-01", '=', "2024-01-01"},
    {"2024", '=', "1970-01-01T00:33:44Z"},
    {"2024-01-01T01:00:00+01:00", '=', "2024-01-01T00:00:00Z"},
    {"2023-12-31T18:30:00-05:30", '=', "2024-01-01T00:00:00Z"},
    {"2024-01-01T00:00:00", '=', "2024-01-01T00:00:00Z"},
    {"2024-01-01T00:00:00.5Z", '>', "2024-01-01T00:00:00.49Z"},
    {"2024-01-01T00:00:00.50", '=', "2024-01-01T00:00:00.5Z"},
    {"1969-12-31T23:59:59.9Z", '<', "0"},
    {"1969-12-31T23:59:59.9Z", '>', "1969-12-31T23:59:59Z"},
    {"2024-02-29", '<', "2024-03-01"},
    {"2000-02-29", '<', "2000-03-01"},
    {"1900-02-29", kNone, "0"},
    {"2023-02-29", kNone, "0"},
    {"2024-13", kNone, "0"},
    {"2024-01-32", kNone, "0"},
    {"2024-01-01T24:00Z", kNone, "0"},
    {"2024-01-01T00Z", kNone, "0"},
    {"2024-01-01t00:00Z", kNone, "0"},
    {"2024-01-01T00:00+1", kNone, "0"},
    {"2024-01-01T00:00:00.Z", kNone, "0"},
    {"2024-01-01T00:00:00Z ", kNone, "0"},
    {"20240101T000000Z", kNone, "0"},
    {"-1", kNone, "0"},
    {"soon", kNone, "0"},
    {"", kNone, "0"},
    {"00000000000000000000001", '>', "0"},
    {"9223372036854775808", kNone, "0"},
};

TEST(ReferenceValues, CompareDates) {
  for (const OrderCase& c : kDates) {
    EXPECT_EQ(Order(ParseInstant(c.a), ParseInstant(c.b)), c.order) << c.a << " and " << c.b;
  }
}

struct RangeCase {
  std::string_view address, range;
  bool contains;
};
constexpr RangeCase kRanges[] = {
    {"10.1.2.3", "10.0.0.0/8", true},
    {"11.1.2.3", "10.0.0.0/8", false},
    {"10.1.2.3", "10.9.9.9/8", true},
    {"10.1.2.3", "10.1.2.2/31", true},
    {"10.1.2.4", "10.1.2.2/31", false},
    {"10.1.2.3", "10.1.2.3", true},
    {"10.1.2.3", "10.1.2.4", false},
    {"255.1.2.3", "0.0.0.0/0", true},
    {"::1", "0.0.0.0/0", false},
    {"10.1.2.3", "::/0", false},
    {"2001:db8::1", "::/0", true},
    {"2001:db8::1", "2001:0DB8:0:0:0:0:0:1", true},
    {"2001:db8:1::", "2001:db8::/32", true},
    {"2001:db9::", "2001:db8::/32", false},
    {"::ffff:10.0.0.1", "::ffff:a00:1", true},
    {"::ffff:10.0.0.1", "10.0.0.1", false},
    {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0", true},
    {"1:2:3:4:5:6:7:8::", "::/0", false},
    {"1:2:3:4:5:6:7", "::/0", false},
    {"1::2::3", "::/0", false},
    {":1", "::/0", false},
    {"12345::", "::/0", false},
    {"10.0.0", "0.0.0.0/0", false},
    {"10.0.0.256", "0.0.0.0/0", false},
    {"10.0.0.01", "0.0.0.0/0", false},
    {"10.0.0.0/8", "0.0.0.0/0", false},
    {"10.0.0.1", "10.0.0.0/33", false},
    {"10.0.0.1", "10.0.0.0/", false},
    {"10.0.0.1", "10.0.0.0/8/8", false},
    {"10.0.0.1", "net", false},
    {"", "", false},
};

TEST(ReferenceValues, FindAddressesInRanges) {
  for (const RangeCase& c : kRanges) {
    const auto address = ParseAddress(c.address);
    const auto range = ParseAddressRange(c.range);
    EXPECT_EQ(address && range && Contains(*range, *address), c.contains)
        << c.address << " in " << c.range;
  }
}

TEST(ReferenceValues, DecodeBase64) {
  EXPECT_EQ(DecodeBase64("QUJD"), "ABC");
  EXPECT_EQ(DecodeBase64("QUI="), "AB");
  EXPECT_EQ(DecodeBase64("QQ=="), "A");
  EXPECT_EQ(DecodeBase64("+/+/"), "\xFB\xFF\xBF");
  EXPECT_EQ(DecodeBase64(""), "");
  EXPECT_EQ(DecodeBase64("QUI"), std::nullopt);
  EXPECT_EQ(DecodeBase64("Q==="), std::nullopt);
  EXPECT_EQ(DecodeBase64("QU!D"), std::nullopt);
  EXPECT_EQ(DecodeBase64("Q=JD"), std::nullopt);
}

TEST(ReferenceValues, ReadBools) {
  EXPECT_EQ(ParseBool("True"), true);
  EXPECT_EQ(ParseBool("fALSE"), false);
  EXPECT_EQ(ParseBool("1"), std::nullopt);
  EXPECT_EQ(ParseBool(""), std::nullopt);
}

}  // namespace
}  // namespace iamsift::reference
