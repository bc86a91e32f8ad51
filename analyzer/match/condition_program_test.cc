#include "analyzer/match/condition_program.h"

#include <gtest/gtest.h>

#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/match/keys_for_test.h"

namespace iamsift {
namespace {

using Values = std::vector<std::string_view>;

constexpr Truth T = Truth::kTrue, F = Truth::kFalse, U = Truth::kUnknown;

Truth Holds(std::string_view op, std::string_view key, const Values& values,
            const RequestKeys& keys, LanguageVersion version = LanguageVersion::k2012) {
  ConditionTest test;
  test.operator_name.text = op;
  test.key.text = key;
  for (const std::string_view value : values) test.values.push_back({value, {}});
  return Decide(CompileProgram(test, version).value(), keys);
}

// --- One value against one value
// -------------------------------------------------------------------

struct ValueCase {
  std::string_view op, x, v;
  bool matches;
  std::string_view because;
};

constexpr std::string_view kTopic = "arn:aws:sns:us-east-1:111111111111:t";
constexpr ValueCase kValues[] = {
    {"StringEquals", "o-1", "o-1", true, "the same text"},
    {"StringEquals", "O-1", "o-1", false, "with case"},
    {"StringEquals", "o-1", "o-*", false, "a plain star"},
    {"StringEqualsIgnoreCase", "O-1", "o-1", true, "without case"},
    {"StringLike", "a:b/c", "a*c", true, "a star takes every character"},
    {"StringLike", "ab", "a?b", false, "exactly one"},
    {"StringLike", "aéb", "a?b", true, "one whole character"},
    {"StringLike", "", "*", true, "the empty run"},
    {"StringLike", "AB", "a*", false, "with case"},
    {"ArnLike", kTopic, "arn:aws:sns:*:*:t", true, "part by part"},
    {"ArnLike", kTopic, "arn:aws:sns:*", false, "fewer than six parts"},
    {"ArnLike", "arn:aws:x:us:9999:s/a:1111:f/d", "arn:aws:x:*:1111:f/*", false, "within parts"},
    {"StringLike", "arn:aws:x:us:9999:s/a:1111:f/d", "arn:aws:x:*:1111:f/*", true, "across parts"},
    {"ArnEquals", kTopic, "arn:aws:s?s:u*:*1:t", true, "works as ArnLike"},
    {"ArnLike", "no arn", "**", true, "stars only"},
    {"ArnLike", "no arn", "*:*:*:*:*:*", false, "no ARN"},
    {"NumericEquals", "10.0", "10", true, "by value"},
    {"NumericEquals", "1e1", "10", false, "no exponents"},
    {"NumericLessThan", "9", "10", true, "not by text"},
    {"NumericLessThan", "10", "10.0", false, "equal"},
    {"NumericLessThanEquals", "10", "10.0", true, "equal"},
    {"NumericGreaterThan", "-1", "-2", true, "negative"},
    {"NumericGreaterThanEquals", "12345678901234567890.5", "12345678901234567890.4", true, "exact"},
    {"NumericEquals", "ten", "ten", false, "no number"},
    {"DateEquals", "2024-01-01T01:00:00+01:00", "1704067200", true, "one scale"},
    {"DateLessThan", "2023-12-31T23:59:59Z", "1704067200", true, "one second before"},
    {"DateLessThanEquals", "2024-01", "2024-01-01", true, "a month begins"},
    {"DateGreaterThan", "2024-01-01T00:00:00.5Z", "2024-01-01", true, "a fraction later"},
    {"DateGreaterThanEquals", "2023-12-31", "2024-01-01", false, "a day before"},
    {"DateEquals", "soon", "soon", false, "no date"},
    {"Bool", "TRUE", "true", true, "without case"},
    {"Bool", "1", "true", false, "no boolean"},
    {"BinaryEquals", "QUI=", "QUI=", true, "equal bytes"},
    {"BinaryEquals", "QUJ=", "QUI=", true, "padding bits don't count"},
    {"BinaryEquals", "quI=", "QUI=", false, "with case"},
    {"IpAddress", "10.1.2.3", "10.0.0.0/8", true, "inside"},
    {"IpAddress", "11.1.2.3", "10.0.0.0/8", false, "outside"},
    {"IpAddress", "10.0.0.1", "10.0.0.1", true, "one address"},
    {"IpAddress", "2001:DB8:0::1", "2001:db8::/32", true, "by value"},
    {"IpAddress", "::ffff:10.0.0.1", "10.0.0.0/8", false, "families stay apart"},
    {"IpAddress", "10.0.0.1", "0.0.0.0/0", true, "the whole family"},
    {"IpAddress", "nowhere", "0.0.0.0/0", false, "no address"},
    {"IpAddress", "10.0.0.1", "10.0.0.0/33", false, "no block"},
};

std::optional<std::string_view> NegationOf(std::string_view op) {
  if (op == "StringEquals") return "StringNotEquals";
  if (op == "StringEqualsIgnoreCase") return "StringNotEqualsIgnoreCase";
  if (op == "StringLike") return "StringNotLike";
  if (op == "ArnLike") return "ArnNotLike";
  if (op == "ArnEquals") return "ArnNotEquals";
  if (op == "NumericEquals") return "NumericNotEquals";
  if (op == "DateEquals") return "DateNotEquals";
  if (op == "IpAddress") return "NotIpAddress";
  return std::nullopt;
}

TEST(ConditionProgram, HoldsOneValueAgainstAnother) {
  for (const ValueCase& c : kValues) {
    WrittenKeys keys;
    keys.One("k", c.x);
    EXPECT_EQ(Holds(c.op, "K", {c.v}, keys), TruthOf(c.matches))
        << c.op << " " << c.x << " " << c.v << ": " << c.because;
    const auto negated = NegationOf(c.op);
    if (!negated) continue;
    EXPECT_EQ(Holds(*negated, "k", {c.v}, keys), TruthOf(!c.matches))
        << *negated << " " << c.x << " " << c.v << ": values of a wrong type hold too";
  }
}

TEST(ConditionProgram, WantsOneValueOfMany) {
  WrittenKeys keys;
  keys.One("k", "b");
  EXPECT_EQ(Holds("StringEquals", "k", {"a", "b"}, keys), T);
  EXPECT_EQ(Holds("StringNotEquals", "k", {"a", "b"}, keys), F) << "none may match";
  EXPECT_EQ(Holds("StringEquals", "k", {}, keys), F) << "an empty list matches no value";
  EXPECT_EQ(Holds("StringNotEquals", "k", {}, keys), T);
  EXPECT_FALSE(CompileProgram({.operator_name = {"StringMatches", {}}}, LanguageVersion::k2012));
}

// --- Missing keys, lists and set operators
// ---------------------------------------------------------

struct ListCase {
  std::string_view op;
  Values values;
  Truth absent, of_a, of_a_and_b;  // the key is missing, holds `a`, holds `a` and `b`
  std::string_view because;
};
const ListCase kLists[] = {
    {"StringEquals", {"a"}, F, T, F, "several values without a set operator: no grant"},
    {"StringNotEquals", {"c"}, T, T, F, "nor a denial by a negated one"},
    {"StringEqualsIfExists", {"b"}, T, F, F, ""},
    {"StringNotEqualsIfExists", {"a"}, T, F, F, "true when missing, negated or not"},
    {"ForAllValues:StringEquals", {"a"}, T, T, F, "true without any"},
    {"ForAllValues:StringEquals", {"a", "b"}, T, T, T, ""},
    {"ForAllValues:StringNotEquals", {"b"}, T, T, F, "no value may match"},
    {"ForAnyValue:StringEquals", {"b"}, F, F, T, "false without any"},
    {"ForAnyValue:StringNotEquals", {"a"}, F, F, T, "false without any, negated too"},
    {"ForAnyValue:StringNotLike", {"a", "b"}, F, F, F, "each value matches one"},
    {"ForAnyValue:StringEqualsIfExists", {"c"}, T, F, F, "IfExists"},
    {"Null", {"true"}, T, F, F, "missing"},
    {"Null", {"false"}, F, T, T, "there"},
    {"Null", {"true", "false"}, T, T, T, "either"},
    {"Null", {"1"}, F, F, F, "no boolean"},
};

TEST(ConditionProgram, KnowsMissingKeysAndLists) {
  WrittenKeys absent, of_a, of_a_and_b;
  of_a.Several("k", {"a"});
  of_a_and_b.Several("k", {"a", "b"});
  for (const ListCase& c : kLists) {
    EXPECT_EQ(Holds(c.op, "k", c.values, absent), c.absent) << c.op << ": " << c.because;
    EXPECT_EQ(Holds(c.op, "k", c.values, of_a), c.of_a) << c.op << ": " << c.because;
    EXPECT_EQ(Holds(c.op, "k", c.values, of_a_and_b), c.of_a_and_b) << c.op << ": " << c.because;
  }
}

// --- What is not known
// -----------------------------------------------------------------------------

struct OpenCase {
  std::string_view op;
  Values values;
  Truth unknown, present, prefix;  // nothing known; there; begins with AROAX:
  std::string_view because;
};
const OpenCase kOpen[] = {
    {"StringEquals", {"u"}, U, U, F, "the prefix rules it out"},
    {"StringEquals", {"AROAX:s"}, U, U, U, "may be that session"},
    {"StringEqualsIgnoreCase", {"aroax:s"}, U, U, U, "without case"},
    {"StringNotEquals", {"u"}, U, U, T, ""},
    {"StringLike", {"AROAX:*"}, U, U, T, "every session of the role"},
    {"StringLike", {"AROA*"}, U, U, T, ""},
    {"StringLike", {"AROAX:s*"}, U, U, U, "some sessions"},
    {"StringNotLike", {"AROAX:*"}, U, U, F, ""},
    {"StringLike", {"*"}, U, T, T, "any value, once there is one"},
    {"StringLikeIfExists", {"*"}, U, T, T, "a list of several values would not do"},
    {"StringNotLike", {"*"}, U, F, F, "holds when missing"},
    {"StringNotLikeIfExists", {"*"}, U, F, F, "holds when missing"},
    {"NumericEquals", {"ten"}, F, F, F, "no number matches it, nor does a missing key"},
    {"NumericNotEqualsIfExists", {"ten"}, U, T, T, "but a list would not"},
    {"NumericLessThan", {"10"}, U, U, U, ""},
    {"ForAllValues:StringLike", {"*"}, T, T, T, "every list, the empty one too"},
    {"ForAnyValue:StringLike", {"*"}, U, T, T, "needs the key"},
    {"ForAnyValue:StringEquals", {}, F, F, F, "an empty list of values"},
    {"Null", {"true"}, U, F, F, "presence is known apart from the value"},
    {"Null", {"false"}, U, T, T, ""},
};

TEST(ConditionProgram, IsUnknownOnlyWhereTheKeyDecides) {
  WrittenKeys unknown, present, prefix;
  unknown.Unknown("k");
  present.Present("k");
  prefix.Prefix("k", "AROAX:");
  for (const OpenCase& c : kOpen) {
    EXPECT_EQ(Holds(c.op, "k", c.values, unknown), c.unknown) << c.op << ": " << c.because;
    EXPECT_EQ(Holds(c.op, "k", c.values, present), c.present) << c.op << ": " << c.because;
    EXPECT_EQ(Holds(c.op, "k", c.values, prefix), c.prefix) << c.op << ": " << c.because;
  }
}

// --- Variables
// -------------------------------------------------------------------------------------

struct VariableCase {
  std::string_view op, value;
  Truth set, unset, unknown;  // the tag is `a*`, missing, not known; the key holds `a*b`
  std::string_view because;
};
constexpr VariableCase kVariables[] = {
    {"StringEquals", "${aws:PrincipalTag/t}b", T, F, U, ""},
    {"StringNotEquals", "${aws:PrincipalTag/t}b", F, T, U, "an unset variable matches nothing"},
    {"StringLike", "${aws:PrincipalTag/t}*", T, F, U, ""},
    {"StringLike", "x${aws:PrincipalTag/t}*", F, F, U, "not looked into"},
    {"StringEquals", "${aws:PrincipalTag/t, 'a*b'}", F, T, U, "a default"},
    {"StringLike", "a${*}b", T, T, T, "an escape is no variable"},
};

TEST(ConditionProgram, FillsVariables) {
  WrittenKeys set, unset, unknown;
  for (WrittenKeys* keys : {&set, &unset, &unknown}) keys->One("k", "a*b");
  set.One("aws:principaltag/t", "a*");
  unknown.Unknown("aws:principaltag/t");
  for (const VariableCase& c : kVariables) {
    EXPECT_EQ(Holds(c.op, "k", {c.value}, set), c.set) << c.op << " " << c.value << c.because;
    EXPECT_EQ(Holds(c.op, "k", {c.value}, unset), c.unset) << c.op << " " << c.value << c.because;
    EXPECT_EQ(Holds(c.op, "k", {c.value}, unknown), c.unknown)
        << c.op << " " << c.value << c.because;
  }
  EXPECT_EQ(Holds("StringEquals", "k", {"${aws:PrincipalTag/t}b"}, set, LanguageVersion::k2008), F)
      << "plain text in 2008 documents";
}

// --- Malformed values
// ------------------------------------------------------------------------------

TEST(ConditionProgram, NotesMalformedValues) {
  const auto has_malformed = [](std::string_view op, std::string_view value) {
    ConditionTest test;
    test.operator_name.text = op;
    test.values.push_back({value, {}});
    return CompileProgram(test, LanguageVersion::k2012)->has_malformed_value;
  };
  EXPECT_TRUE(has_malformed("NumericEquals", "ten"));
  EXPECT_TRUE(has_malformed("ArnLike", "arn:aws:sns:*"));
  EXPECT_TRUE(has_malformed("Null", "maybe"));
  EXPECT_FALSE(has_malformed("ArnLike", "${aws:PrincipalTag/t}*")) << "may become stars";
  EXPECT_FALSE(has_malformed("StringEquals", ""));
}

}  // namespace
}  // namespace iamsift
