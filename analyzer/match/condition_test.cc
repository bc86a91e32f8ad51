#include "analyzer/match/condition.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <vector>

#include "analyzer/match/catalog_for_test.h"

namespace iamsift {
namespace {

// A written test and what it compiles to. The written ones must outlive the atoms.
class Tests {
 public:
  ConditionAtom Atom(std::string_view op, std::string_view key,
                     const std::vector<std::string_view>& values,
                     LanguageVersion version = LanguageVersion::k2012) {
    ConditionTest& test = written_.emplace_back();
    test.operator_name.text = op;
    test.key.text = key;
    for (const std::string_view value : values) test.values.push_back({value, {}});
    return CompileCondition(TestCatalog(), test, ParseConditionOperator(op).value(), version);
  }

 private:
  std::deque<ConditionTest> written_;
};

struct OperatorCase {
  std::string_view text;
  std::optional<ConditionOperator> op;
  std::string_view because;
};

TEST(ConditionOperator, IsReadFromItsName) {
  const OperatorCase cases[] = {
      {"StringEquals", ConditionOperator{}, "the plain form"},
      {"stringnotlike", ConditionOperator{BaseOperator::kStringLike, true}, "without case"},
      {"ArnEquals", ConditionOperator{BaseOperator::kArnLike}, "works as ArnLike"},
      {"NotIpAddress", ConditionOperator{BaseOperator::kIpAddress, true}, "negated in front"},
      {"ForAnyValue:StringLikeIfExists",
       ConditionOperator{BaseOperator::kStringLike, false, true, SetOperator::kForAnyValue},
       "set operator and IfExists"},
      {"Null", ConditionOperator{BaseOperator::kNull}, "the presence test"},
      {"NullIfExists", std::nullopt, "Null takes no IfExists"},
      {"ForAllValues:Null", std::nullopt, "nor a set operator"},
      {"StringMatches", std::nullopt, "no operator"},
      {"ForAll:StringLike", std::nullopt, "no set operator"},
      {"", std::nullopt, "nothing"},
  };
  for (const OperatorCase& c : cases) {
    EXPECT_EQ(ParseConditionOperator(c.text), c.op) << c.text << ": " << c.because;
  }
}

TEST(ConditionAtom, KnowsItsKeyAndSortsItsValues) {
  Tests tests;
  const ConditionAtom atom = tests.Atom("StringEquals", "AWS:ResourceTag/Team", {"b", "a", "b"});
  EXPECT_EQ(atom.key, "aws:resourcetag/team");
  ASSERT_TRUE(atom.catalog_key);
  EXPECT_EQ(TestCatalog().ConditionKeyName(*atom.catalog_key), "aws:ResourceTag/${TagKey}");
  EXPECT_EQ(atom.values, (std::vector<std::string_view>{"a", "b"}));
  EXPECT_FALSE(tests.Atom("StringEquals", "aws:NoSuchKey", {"x"}).catalog_key);
}

struct ValueCase {
  std::string_view op, value;
  bool is_malformed;
  std::string_view because;
};
constexpr ValueCase kValues[] = {
    {"Bool", "TRUE", false, "without case"},
    {"Bool", "yes", true, "no boolean"},
    {"Null", "1", true, "no boolean"},
    {"NumericEquals", "-10.50", false, "a decimal"},
    {"NumericEquals", "1e3", true, "an exponent is no number"},
    {"NumericEquals", ".", true, "no digits"},
    {"DateLessThan", "2026-01", false, "year and month"},
    {"DateLessThan", "2026-01-31T10:00Z", false, "minutes"},
    {"DateLessThan", "1704067200", false, "epoch seconds"},
    {"DateLessThan", "9.50", true, "epoch seconds are whole"},
    {"DateLessThan", "2026-02-30", true, "no such day"},
    {"IpAddress", "10.0.0.0/8", false, "a block"},
    {"IpAddress", "2001:DB8::1", false, "an address of IPv6"},
    {"IpAddress", "10.0.0.0/33", true, "too long a prefix"},
    {"IpAddress", "10.0.0", true, "no address"},
    {"IpAddress", "10.0.0.0/", true, "no prefix"},
    {"ArnLike", "arn:aws:s3:::b*", false, "six parts"},
    {"ArnLike", "*", false, "stars only"},
    {"ArnLike", "arn:aws:iam::*", true, "five parts"},
    {"ArnLike", "${aws:PrincipalArn}", false, "a variable may be an ARN"},
    {"BinaryEquals", "QmluYXJ5", false, "base64"},
    {"BinaryEquals", "Qml!", true, "not base64"},
    {"StringEquals", "anything * at all", false, "text"},
};

TEST(ConditionAtom, ChecksValuesByTheOperatorsType) {
  Tests tests;
  for (const ValueCase& c : kValues) {
    EXPECT_EQ(tests.Atom(c.op, "aws:x", {c.value}).has_malformed_value, c.is_malformed)
        << c.op << " " << c.value << ": " << c.because;
  }
}

struct NarrowingCase {
  std::string_view op, key;
  std::vector<std::string_view> values;
  Narrowing narrowing;
  std::string_view because;
};

TEST(Narrowing, TellsWhatRestrains) {
  const NarrowingCase cases[] = {
      {"StringEquals", "aws:PrincipalOrgID", {"o-1"}, Narrowing::kNarrows, "one organization"},
      {"StringLike", "aws:PrincipalOrgID", {"*"}, Narrowing::kNone, "any value"},
      {"StringLike", "s3:prefix", {"a/", "**"}, Narrowing::kNone, "one value takes all"},
      {"StringEquals", "s3:prefix", {"*"}, Narrowing::kNarrows, "a plain star"},
      {"StringEqualsIfExists", "s3:prefix", {"a"}, Narrowing::kNone, "the key may be absent"},
      {"StringEqualsIfExists",
       "aws:RequestedRegion",
       {"eu-west-1"},
       Narrowing::kNarrows,
       "a key that every request has"},
      {"ForAllValues:StringEquals", "aws:TagKeys", {"a"}, Narrowing::kNone, "true when absent"},
      {"ForAnyValue:StringEquals", "aws:TagKeys", {"a"}, Narrowing::kNarrows, "needs the key"},
      {"StringEquals", "aws:PrincipalOrgID", {}, Narrowing::kNarrows, "never met"},
      {"StringNotEquals", "aws:PrincipalOrgID", {}, Narrowing::kNone, "always met"},
      {"StringNotEquals", "aws:PrincipalOrgID", {"o-1"}, Narrowing::kNarrows, "all but one"},
      {"IpAddress", "aws:SourceIp", {"0.0.0.0/0"}, Narrowing::kNone, "the whole family"},
      {"IpAddress", "aws:SourceIp", {"10.0.0.0/8"}, Narrowing::kNarrows, "a block"},
      {"Bool", "aws:SecureTransport", {"true", "false"}, Narrowing::kNone, "both"},
      {"StringEquals",
       "aws:ResourceTag/t",
       {"${aws:PrincipalTag/t}"},
       Narrowing::kTagEquality,
       "tag equality"},
      {"StringLike",
       "aws:PrincipalTag/t",
       {"${ec2:ResourceTag/t}"},
       Narrowing::kTagEquality,
       "from the other side"},
      {"StringEquals",
       "aws:ResourceTag/t",
       {"${aws:PrincipalTag/t}", "shared"},
       Narrowing::kNarrows,
       "a fixed value beside it"},
      {"StringNotEquals",
       "aws:ResourceTag/t",
       {"${aws:PrincipalTag/t}"},
       Narrowing::kNarrows,
       "inequality"},
  };
  Tests tests;
  for (const NarrowingCase& c : cases) {
    EXPECT_EQ(NarrowingOf(tests.Atom(c.op, c.key, c.values)), c.narrowing)
        << c.op << " " << c.key << ": " << c.because;
  }
}

struct ImplicationCase {
  std::string_view stricter;
  std::vector<std::string_view> stricter_values;
  std::string_view looser;
  std::vector<std::string_view> looser_values;
  bool implies;
  std::string_view because;
};

TEST(ConditionsImply, ComparesTestsOfOneKey) {
  const ImplicationCase cases[] = {
      {"StringEquals", {"a"}, "StringEquals", {"a", "b"}, true, "fewer values"},
      {"StringEquals", {"a", "b"}, "StringEquals", {"a"}, false, "more values"},
      {"StringNotEquals", {"a", "b"}, "StringNotEquals", {"a"}, true, "more excluded"},
      {"StringNotEquals", {"a"}, "StringNotEquals", {"a", "b"}, false, "fewer excluded"},
      {"StringLike", {"ab*"}, "StringLike", {"a*"}, true, "a longer prefix"},
      {"StringLike", {"a*"}, "StringLike", {"ab*"}, false, "a shorter prefix"},
      {"StringLike", {"*"}, "StringLike", {"?*", ""}, true, "only together"},
      {"StringEquals", {"ab"}, "StringLike", {"a*"}, true, "a member"},
      {"StringEquals", {"a*"}, "StringEquals", {"ab"}, false, "a plain star"},
      {"StringEquals", {"Ab"}, "StringEqualsIgnoreCase", {"aB"}, true, "without case"},
      {"StringEqualsIgnoreCase", {"a"}, "StringEquals", {"a"}, false, "A is missing"},
      {"StringEqualsIgnoreCase", {"a"}, "StringLike", {"*"}, true, "everything"},
      {"StringNotLike", {"a*"}, "StringNotEquals", {"ab"}, true, "excluded with the others"},
      {"StringEquals", {"a"}, "StringEqualsIfExists", {"a"}, true, "IfExists is looser"},
      {"StringEqualsIfExists", {"a"}, "StringEquals", {"a"}, false, "the key may be absent"},
      {"StringNotEquals", {"a"}, "StringNotEqualsIfExists", {"a"}, true, "absent holds for both"},
      {"StringNotEqualsIfExists", {"a"}, "StringNotEquals", {"a"}, true, "so it does here"},
      {"StringEquals", {"a"}, "ForAnyValue:StringEquals", {"a"}, true, "one value is any value"},
      {"ForAnyValue:StringEquals",
       {"a"},
       "ForAllValues:StringEquals",
       {"a"},
       false,
       "others may be there"},
      {"StringNotEquals", {"a"}, "ForAnyValue:StringNotEquals", {"a"}, false, "absent"},
      {"StringEquals", {"a"}, "StringNotEquals", {"b"}, false, "not compared: no is sure"},
      {"StringEquals", {"a"}, "Null", {"false"}, true, "the key is there"},
      {"StringNotEquals", {"a"}, "Null", {"false"}, false, "it need not be"},
      {"Null", {"true"}, "StringEqualsIfExists", {"a"}, true, "absent"},
      {"Null", {"true"}, "StringEquals", {"a"}, false, "absent is not equal"},
      {"StringEquals", {"${aws:username}"}, "StringLike", {"*"}, true, "whatever the value"},
      {"StringEquals", {"${aws:username}"}, "StringEquals", {"${AWS:username}"}, true, "the same"},
      {"StringEquals", {"${aws:username}"}, "StringEquals", {"${aws:userid}"}, false, "another"},
      {"ArnLike", {"arn:aws:s3:::b*"}, "ArnEquals", {"arn:*:s3:*:*:*"}, true, "part by part"},
      {"ArnLike", {"arn:aws:*:*:*:*"}, "ArnLike", {"arn:aws:s3:*:*:*"}, false, "other services"},
      {"ArnLike",
       {"arn:aws:x:*:1:f/*"},
       "StringLike",
       {"arn:aws:x:*:1:f/*"},
       true,
       "a string's star takes colons too"},
      {"StringLike",
       {"arn:aws:x:*:1:f/*"},
       "ArnLike",
       {"arn:aws:x:*:1:f/*"},
       false,
       "an ARN's star doesn't"},
      {"ArnLike", {"arn:aws:s3:::b"}, "ArnLike", {"**"}, true, "stars only"},
      {"NumericLessThan", {"5"}, "NumericLessThanEquals", {"5.0"}, true, "less is at most"},
      {"NumericLessThanEquals", {"5"}, "NumericLessThan", {"5"}, false, "5 itself"},
      {"NumericEquals", {"4"}, "NumericLessThan", {"10"}, true, "9 digits or not: by value"},
      {"NumericGreaterThan", {"5"}, "NumericLessThan", {"9"}, false, "the other way"},
      {"NumericGreaterThan", {"-1"}, "NumericGreaterThanEquals", {"-2"}, true, "negative numbers"},
      {"NumericNotEquals", {"1", "2"}, "NumericNotEquals", {"2.0"}, true, "by value"},
      {"DateLessThan", {"2026-01-01"}, "DateLessThan", {"1798761600"}, true, "on one scale"},
      {"DateLessThan",
       {"2026-01-01T00:00:00.5Z"},
       "DateLessThan",
       {"2026-01-01T00:00:00Z"},
       false,
       "half a second later"},
      {"IpAddress", {"10.1.0.0/16"}, "IpAddress", {"10.0.0.0/8"}, true, "a block in a block"},
      {"IpAddress",
       {"10.0.0.0/8"},
       "IpAddress",
       {"10.0.0.0/9", "10.128.0.0/9"},
       true,
       "two halves"},
      {"IpAddress", {"10.0.0.0/8"}, "IpAddress", {"::/0"}, false, "another family"},
      {"NotIpAddress", {"10.0.0.0/8"}, "NotIpAddress", {"10.1.2.3"}, true, "excluded with it"},
      {"Bool", {"True"}, "Bool", {"true"}, true, "without case"},
      {"Bool", {"true"}, "Bool", {"false"}, false, "the other"},
      {"Bool", {"maybe"}, "Bool", {"maybe"}, true, "the same text"},
      {"NumericEquals", {"x"}, "NumericLessThan", {"5"}, false, "no number, no comparison"},
      {"NumericEquals", {"5"}, "StringEquals", {"5"}, false, "another family"},
  };
  Tests tests;
  for (const ImplicationCase& c : cases) {
    const ConditionAtom stricter = tests.Atom(c.stricter, "aws:x", c.stricter_values);
    const ConditionAtom looser = tests.Atom(c.looser, "AWS:X", c.looser_values);
    EXPECT_EQ(ConditionsImply({stricter}, {looser}), c.implies)
        << c.stricter << " gives " << c.looser << ": " << c.because;
  }
}

TEST(ConditionsImply, NeedsEveryTestOfTheLooserSide) {
  Tests tests;
  const ConditionAtom org = tests.Atom("StringEquals", "aws:PrincipalOrgID", {"o-1"});
  const ConditionAtom region = tests.Atom("StringEquals", "aws:RequestedRegion", {"eu-west-1"});
  EXPECT_TRUE(ConditionsImply({org, region}, {org}));
  EXPECT_FALSE(ConditionsImply({org}, {org, region}));
  EXPECT_TRUE(ConditionsImply({}, {}));
  EXPECT_TRUE(ConditionsImply({org}, {}));
  EXPECT_FALSE(ConditionsImply({}, {org}));
}

TEST(ConditionsImply, ReadsEscapesByVersion) {
  Tests tests;
  const ConditionAtom now = tests.Atom("StringEquals", "s3:prefix", {"${*}"});
  const ConditionAtom then =
      tests.Atom("StringEquals", "s3:prefix", {"${*}"}, LanguageVersion::k2008);
  const ConditionAtom star = tests.Atom("StringEquals", "s3:prefix", {"*"});
  EXPECT_TRUE(ConditionsImply({now}, {star}));
  EXPECT_FALSE(ConditionsImply({then}, {star}));
  EXPECT_FALSE(ConditionsImply({now}, {then}));
}

}  // namespace
}  // namespace iamsift
