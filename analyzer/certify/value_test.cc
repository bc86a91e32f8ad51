// Values of an order, against samples of them.

#include "analyzer/certify/value.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace iamsift::certify {
namespace {

Bounds Read(Domain domain, Relation relation, const std::vector<std::string>& texts) {
  Bounds bounds;
  for (const std::string& text : texts) {
    bounds.push_back(ReadBound(domain, relation, text).value());
  }
  return bounds;
}

bool Meet(Domain domain, const Bounds& inside, const Bounds& other, bool is_inside) {
  const Bounds* const both[] = {&inside, &other};
  const Bounds* const one[] = {&inside};
  const Bounds* const out[] = {&other};
  return is_inside ? SomeValueIsIn(domain, both, {}) : SomeValueIsIn(domain, one, out);
}

TEST(Values, AreNoneOfTheirDomain) {
  for (const char* text : {"", "-", ".", "1e3", "0x1", "1 "}) {
    EXPECT_FALSE(ReadBound(Domain::kNumber, Relation::kEqual, text)) << text;
  }
  for (const char* text : {"", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "::/129", "10.0.0.0/-1"}) {
    EXPECT_FALSE(ReadBound(Domain::kAddress, Relation::kWithin, text)) << text;
  }
  EXPECT_FALSE(ReadBound(Domain::kInstant, Relation::kEqual, "-1"));
  EXPECT_FALSE(ReadBound(Domain::kInstant, Relation::kEqual, "tomorrow"));
  EXPECT_FALSE(ReadBound(Domain::kBytes, Relation::kEqual, "abc"));
}

TEST(Numbers, AreDecimalsAndLieDense) {
  const auto less = [](const char* text) { return Read(Domain::kNumber, Relation::kLess, {text}); };
  const auto greater = [](const char* text) {
    return Read(Domain::kNumber, Relation::kGreater, {text});
  };
  EXPECT_TRUE(Meet(Domain::kNumber, greater("9"), less("9.1"), true));
  EXPECT_TRUE(Meet(Domain::kNumber, greater("-10"), less("-9"), true));
  EXPECT_FALSE(Meet(Domain::kNumber, greater("9.10"), less("9.1"), true));
  EXPECT_FALSE(Meet(Domain::kNumber, greater("-0"), less("0.0"), true));
  EXPECT_FALSE(Meet(Domain::kNumber, greater("-9"), less("-10"), true));
  EXPECT_FALSE(Meet(Domain::kNumber, greater("10"), greater("9"), false));
  EXPECT_TRUE(Meet(Domain::kNumber, greater("9"), greater("10"), false));
  EXPECT_FALSE(Meet(Domain::kNumber, Read(Domain::kNumber, Relation::kEqual, {"10.0"}),
                    Read(Domain::kNumber, Relation::kEqual, {"+010"}), false));
}

TEST(Instants, AreOneInEverySpelling) {
  const auto equal = [](const char* text) {
    return Read(Domain::kInstant, Relation::kEqual, {text});
  };
  EXPECT_FALSE(Meet(Domain::kInstant, equal("2024-01-01T00:00:00Z"), equal("1704067200"), false));
  EXPECT_FALSE(Meet(Domain::kInstant, equal("2024-01"), equal("2024-01-01"), false));
  EXPECT_TRUE(Meet(Domain::kInstant, equal("2024-01-01T00:00:00.5Z"), equal("1704067200"), false));
}

TEST(Addresses, AreBlocksOfTheirFamily) {
  const auto within = [](const std::vector<std::string>& texts) {
    return Read(Domain::kAddress, Relation::kWithin, texts);
  };
  EXPECT_FALSE(Meet(Domain::kAddress, within({"10.0.0.0/8"}),
                    within({"10.0.0.0/9", "10.128.0.0/9"}), false));
  EXPECT_TRUE(Meet(Domain::kAddress, within({"10.0.0.0/8"}),
                   within({"10.0.0.0/9", "10.128.0.0/10"}), false));
  EXPECT_FALSE(Meet(Domain::kAddress, within({"0.0.0.0/0"}), within({"::/0"}), true));
  EXPECT_FALSE(Meet(Domain::kAddress, within({"2001:db8::1"}),
                    within({"2001:0db8:0:0:0:0:0:1/128"}), false));
  EXPECT_TRUE(
      Meet(Domain::kAddress, within({"255.255.255.255/31"}), within({"255.255.255.255"}), false));
}

TEST(Values, OfNoDomainLieOutsideAll) {
  const Bounds all = Read(Domain::kAddress, Relation::kWithin, {"0.0.0.0/0", "::/0"});
  const Bounds* const outside[] = {&all};
  EXPECT_TRUE(SomeValueIsIn(Domain::kAddress, {}, outside));
}

}  // namespace
}  // namespace iamsift::certify
