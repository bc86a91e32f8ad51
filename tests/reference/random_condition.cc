#include "tests/reference/random_condition.h"

#include <span>
#include <string_view>

namespace iamsift::reference {
namespace {

using Texts = std::span<const std::string_view>;

constexpr std::string_view kStringOperators[] = {
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
    "StringLike",   "StringNotLike",   "StringEquals",           "StringLike"};
constexpr std::string_view kStringKeys[] = {"aws:username", "aws:PrincipalTag/T",
                                            "aws:ResourceTag/T", "aws:PrincipalOrgID", "s3:prefix"};
constexpr std::string_view kStrings[] = {"u",     "U",      "bob", "red", "red", "",
                                         "home/", "home/u", "o-1", "a*",  "a:b", "é"};
constexpr std::string_view kStringPatterns[] = {"u",   "red", "RED", "home/*", "home/?", "o-*",
                                                "*",   "?",   "r*d", "??d",    "",       "a*",
                                                "a?b", "**",  "é",   "b b",    "a,b"};

constexpr std::string_view kSetKeys[] = {"aws:TagKeys", "aws:CalledVia"};
constexpr std::string_view kSetValues[] = {"a", "b", "A", "red", ""};
constexpr std::string_view kSetPatterns[] = {"a", "b", "c", "*", "a*", "?", "red"};

constexpr std::string_view kArnOperators[] = {"ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike",
                                              "StringLike"};
constexpr std::string_view kArnKeys[] = {"aws:SourceArn", "aws:PrincipalArn"};
constexpr std::string_view kArns[] = {
    "arn:aws:sns:us-east-1:111111111111:t", "arn:aws:s3:::b", "arn:aws:iam::111111111111:user/u",
    "arn:aws:x:us:9999:s/a:1111:f/d",       "arn:aws:x",      "no arn"};
constexpr std::string_view kArnPatterns[] = {"arn:aws:sns:us-east-1:111111111111:t",
                                             "arn:aws:sns:*:*:*",
                                             "arn:aws:sns:*",
                                             "arn:*:s3:::b",
                                             "arn:aws:s3:::?",
                                             "arn:aws:iam::111111111111:user/*",
                                             "arn:aws:x:*:1111:f/*",
                                             "arn:aws:*:*:*:s/a:*",
                                             "*",
                                             "**",
                                             "*:*:*:*:*:*",
                                             "ARN:aws:s3:::b",
                                             "arn:aws:s?s:u*t-?:*1:t",
                                             "arn:aws:iam::111111111111:user/${aws:username}"};

constexpr std::string_view kNumericOperators[] = {"NumericEquals",      "NumericNotEquals",
                                                  "NumericLessThan",    "NumericLessThanEquals",
                                                  "NumericGreaterThan", "NumericGreaterThanEquals"};
constexpr std::string_view kNumericKeys[] = {"s3:max-keys", "aws:MultiFactorAuthAge"};
constexpr std::string_view kNumbers[] = {"9",    "10",   "10.0", "-1",
                                         "0",    "-0.0", "100",  "009",
                                         "9.50", "1e1",  "ten",  "12345678901234567890.5"};

constexpr std::string_view kDateOperators[] = {"DateEquals",      "DateNotEquals",
                                               "DateLessThan",    "DateLessThanEquals",
                                               "DateGreaterThan", "DateGreaterThanEquals"};
constexpr std::string_view kDateKeys[] = {"aws:CurrentTime", "aws:TokenIssueTime"};
constexpr std::string_view kDates[] = {"2023-12-31T23:59:59Z",
                                       "2024-01-01T00:00:00Z",
                                       "1704067200",
                                       "2024-01-01",
                                       "2024-01",
                                       "2024",
                                       "2024-01-01T00:00Z",
                                       "2024-01-01T01:00:00+01:00",
                                       "2024-01-01T00:00:00.5Z",
                                       "2024-01-01T00:00:00.50",
                                       "2024-02-29T12:00:00-05:30",
                                       "2023-02-29",
                                       "1969-12-31T23:59:59.9Z",
                                       "soon"};

constexpr std::string_view kBoolOperators[] = {"Bool"};
constexpr std::string_view kBoolKeys[] = {"aws:SecureTransport", "aws:MultiFactorAuthPresent",
                                          "aws:ViaAWSService"};
constexpr std::string_view kBools[] = {"true", "false", "True", "FALSE", "true", "false", "1", ""};

constexpr std::string_view kBinaryOperators[] = {"BinaryEquals"};
constexpr std::string_view kBinaryKeys[] = {"x:Blob"};
constexpr std::string_view kBinaries[] = {"QUI=", "QUJD", "QQ==", "", "QU!D", "quJD"};

constexpr std::string_view kAddressOperators[] = {"IpAddress", "NotIpAddress"};
constexpr std::string_view kAddressKeys[] = {"aws:SourceIp", "aws:VpcSourceIp"};
constexpr std::string_view kAddresses[] = {"10.0.0.1",        "10.0.0.0",    "10.1.2.3",
                                           "192.0.2.7",       "2001:db8::1", "2001:DB8:0:0:0:0:0:1",
                                           "::ffff:10.0.0.1", "10.0.0",      "nowhere"};
constexpr std::string_view kRanges[] = {
    "10.0.0.0/8",      "10.0.0.1",     "10.1.2.3/31",   "0.0.0.0/0",   "::/0", "2001:db8::/32",
    "2001:0db8::0001", "192.0.2.0/24", "::ffff:0:0/96", "10.0.0.0/33", "net",  "10.9.9.9/8"};

// What belongs together: operators, the keys that they are for, and values of that type.
struct Family {
  Texts operators, keys, context_values, policy_values;
  bool is_set;
};
const Family kFamilies[] = {
    {kStringOperators, kStringKeys, kStrings, kStringPatterns, false},
    {kStringOperators, kStringKeys, kStrings, kStringPatterns, false},
    {kStringOperators, kSetKeys, kSetValues, kSetPatterns, true},
    {kArnOperators, kArnKeys, kArns, kArnPatterns, false},
    {kNumericOperators, kNumericKeys, kNumbers, kNumbers, false},
    {kDateOperators, kDateKeys, kDates, kDates, false},
    {kBoolOperators, kBoolKeys, kBools, kBools, false},
    {kBinaryOperators, kBinaryKeys, kBinaries, kBinaries, false},
    {kAddressOperators, kAddressKeys, kAddresses, kRanges, false},
};

constexpr std::string_view kVariables[] = {"${aws:username}",
                                           "${AWS:UserName}",
                                           "${aws:PrincipalTag/T}",
                                           "${aws:PrincipalTag/T, 'red'}",
                                           "${aws:PrincipalTag/none, 'u'}",
                                           "${aws:PrincipalTag/none, ''}",
                                           "${aws:PrincipalTag/none}",
                                           "${aws:TagKeys}",
                                           "${aws:TagKeys, 'a'}",
                                           "${*}",
                                           "${?}",
                                           "${$}",
                                           "${aws:username",
                                           "$u"};

std::string_view Any(Texts texts, RandomSource& random) {
  return texts[random.Below(texts.size())];
}

// Bools and numbers are written both ways.
std::string ScalarOf(std::string_view text, RandomSource& random) {
  const bool may_be_bare = text == "true" || text == "false" || text == "9" || text == "10" ||
                           text == "10.0" || text == "-1" || text == "1704067200";
  return may_be_bare && random.Chance(40) ? std::string(text) : Quoted(text);
}

std::string ContextValueOf(const Family& family, RandomSource& random) {
  if (random.OneIn(25)) return "null";
  const bool is_array = random.Chance(family.is_set ? 85 : 8);
  const size_t count = is_array ? random.Below(4) : 1;
  std::vector<std::string> values;
  for (size_t i = 0; i < count; ++i) {
    const Family& source = random.OneIn(25) ? random.Pick(kFamilies) : family;
    values.push_back(ScalarOf(Any(source.context_values, random), random));
  }
  return is_array ? ArrayOf(values) : values[0];
}

bool IsOfText(std::string_view op) { return op.starts_with("String") || op.starts_with("Arn"); }

std::string OperatorText(std::string_view base, bool is_set, RandomSource& random) {
  std::string op(base);
  if (random.Chance(14)) op += "IfExists";
  if (random.Chance(is_set ? 75 : 8)) {
    op = (random.Chance(50) ? "ForAllValues:" : "ForAnyValue:") + op;
  }
  return random.OneIn(50) ? WithOtherCase(op, random) : op;
}

std::string PolicyValue(const Family& family, std::string_view op, RandomSource& random) {
  if (IsOfText(op) && random.Chance(14)) {
    return Quoted((random.OneIn(4) ? "home/" : "") + RandomVariable(random) +
                  (random.OneIn(6) ? "*" : ""));
  }
  if (random.OneIn(40)) return Quoted(RandomVariable(random));
  const Family& source = random.OneIn(30) ? random.Pick(kFamilies) : family;
  const bool is_from_context = random.Chance(35);
  return ScalarOf(Any(is_from_context ? source.context_values : source.policy_values, random),
                  random);
}

std::string KeyText(const Family& family, RandomSource& random) {
  const std::string_view key = Any(family.keys, random);
  return random.OneIn(12) ? WithOtherCase(key, random) : std::string(key);
}

// One operator with the keys below it.
std::pair<std::string, std::string> RandomTest(RandomSource& random) {
  const Family& family = random.Pick(kFamilies);
  if (random.OneIn(12)) {
    const bool is_array = random.OneIn(8);
    const std::string value = ScalarOf(Any(kBools, random), random);
    return {"Null", ObjectOf({{KeyText(family, random), is_array ? ArrayOf({value}) : value}})};
  }
  const std::string_view base = Any(family.operators, random);
  Fields keys;
  const size_t key_count = random.OneIn(6) ? 2 : random.OneIn(60) ? 0 : 1;
  while (keys.size() < key_count) {
    std::vector<std::string> values;
    const size_t count = random.OneIn(40) ? 0 : 1 + random.Below(3);
    for (size_t i = 0; i < count; ++i) values.push_back(PolicyValue(family, base, random));
    const std::string key = KeyText(family, random);
    if (keys.empty() || keys[0].first != key) keys.emplace_back(key, OneOrMany(values, random));
  }
  return {OperatorText(base, family.is_set, random), ObjectOf(keys)};
}

}  // namespace

std::string RandomContext(RandomSource& random) {
  Fields fields;
  for (const Family& family : kFamilies) {
    if (&family == &kFamilies[1]) continue;  // strings again: it counts twice among the tests
    for (const std::string_view key : family.keys) {
      if (!random.Chance(45)) continue;
      const std::string name = random.OneIn(15) ? WithOtherCase(key, random) : std::string(key);
      fields.emplace_back(name, ContextValueOf(family, random));
    }
  }
  return ObjectOf(fields);
}

std::string RandomCondition(RandomSource& random) {
  Fields tests;
  const size_t count = random.OneIn(40) ? 0 : random.OneIn(4) ? 2 : 1;
  while (tests.size() < count) {
    std::pair<std::string, std::string> test = RandomTest(random);
    if (tests.empty() || tests[0].first != test.first) tests.push_back(std::move(test));
  }
  return ObjectOf(tests);
}

std::string PlainCondition(RandomSource& random) {
  constexpr std::string_view kConditions[] = {
      R"({"StringEquals":{"aws:PrincipalOrgID":"o-1"}})",
      R"({"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111111111111:user/u"}})",
      R"({"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}})",
      R"({"StringLike":{"aws:PrincipalOrgID":"o-*"}})",
      R"({"StringNotEquals":{"aws:PrincipalOrgID":"o-2"}})",
      R"({"Bool":{"aws:SecureTransport":"true"}})",
      R"({"Null":{"aws:SourceIp":"false"}})"};
  return std::string(random.Pick(kConditions));
}

std::string RandomVariable(RandomSource& random) { return std::string(random.Pick(kVariables)); }

}  // namespace iamsift::reference
