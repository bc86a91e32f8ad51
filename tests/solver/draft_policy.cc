#include "tests/solver/draft_policy.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

namespace iamsift::solver {
namespace {

using reference::ArrayOf;
using reference::Fields;
using reference::ObjectOf;
using reference::Quoted;
using reference::RandomSource;
using Texts = std::span<const std::string_view>;

constexpr std::string_view kActions[] = {"*",
                                         "s3:*",
                                         "s3:Get*",
                                         "s3:GetObject",
                                         "s3:GetObject*",
                                         "s3:*Object",
                                         "s3:?etObj*",
                                         "S3:getobject",
                                         "s3:Put*",
                                         "s3:PutObject",
                                         "s3:*Object*",
                                         "*:Get*",
                                         "ec2:*",
                                         "ec2:Describe*",
                                         "s3:*Tag*",
                                         "s3:GetObjectTagging",
                                         "s3:G*t*",
                                         "s3:*Acl",
                                         "s3:List*",
                                         "s3:ListAllMyBuckets"};

constexpr std::string_view kResources[] = {
    "*",
    "**",
    "arn:aws:s3:::*",
    "arn:aws:s3:::b",
    "arn:aws:s3:::b*",
    "arn:aws:s3:::b/*",
    "arn:aws:s3:::?/*",
    "arn:aws:s3:::b/?",
    "arn:aws:s3:::*/a",
    "arn:aws:s3*",
    "arn:aws:s3",
    "arn:*:s3:::b/*",
    "arn:aws:*:*:*:*",
    "arn:aws:sqs:us-*-1:111122223333:q",
    "arn:aws:sqs:*:111122223333:q*",
    "arn:aws:sqs:us-east-?:*:q",
    "arn:aws:sqs:*",
    "arn:aws:sqs:us-east-1:111122223333:a:b",
    "arn:aws:sqs:u*:q",
};

constexpr std::string_view kGlobCharacters[] = {"a", "b", "a", "b", "/", "*", "?", ":"};

struct Family {
  Texts operators, keys, values;
  bool is_multivalued = false;
  bool is_plain_forbidden = false;
  bool takes_variables = false;
};

constexpr std::string_view kStringOperators[] = {"StringEquals",
                                                 "StringNotEquals",
                                                 "StringEqualsIgnoreCase",
                                                 "StringNotEqualsIgnoreCase",
                                                 "StringLike",
                                                 "StringNotLike",
                                                 "StringLike",
                                                 "StringEquals"};
constexpr std::string_view kTextKeys[] = {"aws:username", "aws:PrincipalTag/T", "aws:ResourceTag/T",
                                          "s3:prefix"};
constexpr std::string_view kTexts[] = {"a",  "b",   "A",   "ab", "a*", "*b", "?",   "??", "*",
                                       "**", "a?b", "b/*", "",   "u",  "u*", "*a*", "a b"};
constexpr std::string_view kSetKeys[] = {"aws:TagKeys", "aws:CalledVia", "x:Unknown"};
constexpr std::string_view kSetTexts[] = {"a", "b", "c", "a*", "?", "*", "ab", "B", "*b"};

constexpr std::string_view kArnOperators[] = {"ArnEquals",  "ArnLike",      "ArnNotEquals",
                                              "ArnNotLike", "StringEquals", "StringNotLike"};
constexpr std::string_view kArnKeys[] = {"aws:SourceArn", "aws:PrincipalArn"};
constexpr std::string_view kArns[] = {"arn:aws:sns:us-east-1:111122223333:t",
                                      "arn:aws:sns:*:*:*",
                                      "arn:aws:sns:us-*:111122223333:t*",
                                      "arn:*:s3:::b",
                                      "arn:aws:s3:::?",
                                      "arn:aws:iam::111122223333:user/*",
                                      "arn:aws:iam::111122223333:role/a*",
                                      "arn:aws:*:*:*:*",
                                      "*",
                                      "arn:aws:s?s:*:*1*:t:*",
                                      "arn:aws:iam",
                                      "arn:aws:iam::*:user/a/*"};

constexpr std::string_view kNumericOperators[] = {"NumericEquals",      "NumericNotEquals",
                                                  "NumericLessThan",    "NumericLessThanEquals",
                                                  "NumericGreaterThan", "NumericGreaterThanEquals"};
constexpr std::string_view kNumericKeys[] = {"s3:max-keys", "aws:MultiFactorAuthAge"};
constexpr std::string_view kNumbers[] = {"9",    "10",  "10.0", "-1", "0",
                                         "-0.0", "100", "9.50", "11", "ten"};

constexpr std::string_view kDateOperators[] = {"DateEquals",      "DateNotEquals",
                                               "DateLessThan",    "DateLessThanEquals",
                                               "DateGreaterThan", "DateGreaterThanEquals"};
constexpr std::string_view kDateKeys[] = {"aws:CurrentTime", "aws:TokenIssueTime"};
constexpr std::string_view kDates[] = {"2023-12-31T23:59:59Z",
                                       "2024-01-01T00:00:00Z",
                                       "1704067200",
                                       "2024-01-01",
                                       "2024-02",
                                       "2024-01-01T00:00:00.5Z",
                                       "2024-01-01T01:00:00+01:00",
                                       "1969-12-31T23:59:59.9Z",
                                       "soon"};

constexpr std::string_view kBoolOperators[] = {"Bool"};
constexpr std::string_view kBoolKeys[] = {"aws:SecureTransport", "aws:ViaAWSService"};
constexpr std::string_view kBools[] = {"true", "false", "True", "maybe"};

constexpr std::string_view kBytesOperators[] = {"BinaryEquals"};
constexpr std::string_view kBytesKeys[] = {"x:Blob"};
constexpr std::string_view kBytes[] = {"QUI=", "QUJD", "QQ==", "", "QU!D"};

constexpr std::string_view kAddressOperators[] = {"IpAddress", "NotIpAddress"};
constexpr std::string_view kAddressKeys[] = {"aws:SourceIp", "aws:VpcSourceIp"};
constexpr std::string_view kRanges[] = {
    "10.0.0.0/8",    "10.0.0.0/9",  "10.0.0.1",     "10.128.0.0/9", "0.0.0.0/0",     "::/0",
    "2001:db8::/32", "2001:db8::1", "192.0.2.0/24", "10.1.2.3/31",  "2001:db8::/33", "net"};

const Family kFamilies[] = {
    {kStringOperators, kTextKeys, kTexts, false, false, true},
    {kStringOperators, kTextKeys, kTexts, false, false, true},
    {kStringOperators, kSetKeys, kSetTexts, true, false, true},
    {kStringOperators, kSetKeys, kSetTexts, true, false, true},
    {kArnOperators, kArnKeys, kArns, false, false, true},
    {kNumericOperators, kNumericKeys, kNumbers},
    {kDateOperators, kDateKeys, kDates},
    {kBoolOperators, kBoolKeys, kBools},
    {kBytesOperators, kBytesKeys, kBytes, true, true},
    {kAddressOperators, kAddressKeys, kRanges},
};

constexpr std::string_view kVariables[] = {"${aws:username}",
                                           "${aws:username}",
                                           "${AWS:UserName}",
                                           "${aws:PrincipalTag/T}",
                                           "${aws:PrincipalTag/T, 'a'}",
                                           "${aws:TagKeys}",
                                           "${aws:ResourceTag/T, ''}",
                                           "${*}",
                                           "${?}",
                                           "${aws:username"};

std::string Any(Texts texts, RandomSource& random) {
  return std::string(texts[random.Below(texts.size())]);
}

std::string RandomGlob(RandomSource& random) {
  std::string glob;
  for (size_t i = 1 + random.Below(5); i > 0; --i) glob += random.Pick(kGlobCharacters);
  return glob;
}

std::string WithVariable(RandomSource& random) {
  constexpr std::string_view kBefore[] = {"", "", "", "a/", "b", "*/"};
  constexpr std::string_view kBehind[] = {"", "", "", "/*", "*", "/b", "?"};
  // One choice a line: the order of operands is the compiler's.
  std::string text(random.Pick(kBefore));
  text += random.Pick(kVariables);
  text += random.Pick(kBehind);
  return text;
}

std::string OperatorOf(const Family& family, RandomSource& random) {
  std::string op = Any(family.operators, random);
  if (random.Chance(14)) op += "IfExists";
  const bool has_set = family.is_plain_forbidden || random.Chance(family.is_multivalued ? 75 : 6);
  if (has_set) op = (random.Chance(50) ? "ForAllValues:" : "ForAnyValue:") + op;
  return random.OneIn(40) ? reference::WithOtherCase(op, random) : op;
}

// Numbers and booleans are written both ways.
std::string ScalarOf(const std::string& text, RandomSource& random) {
  const bool may_be_bare = text == "true" || text == "false" || text == "-1" || text == "9" ||
                           text == "10.0" || text == "100" || text == "1704067200";
  return may_be_bare && random.Chance(40) ? text : Quoted(text);
}

std::string ListOf(const std::vector<std::string>& texts, RandomSource& random) {
  std::vector<std::string> items;
  for (const std::string& text : texts) items.push_back(ScalarOf(text, random));
  return reference::OneOrMany(items, random);
}

std::string JsonOf(const DraftStatement& statement, RandomSource& random) {
  Fields fields = {
      {"Effect", statement.is_allow ? R"("Allow")" : R"("Deny")"},
      {statement.is_not_action ? "NotAction" : "Action", ListOf(statement.actions, random)},
      {statement.is_not_resource ? "NotResource" : "Resource",
       ListOf(statement.resources, random)}};
  std::vector<std::pair<std::string, Fields>> operators;
  for (const DraftTest& test : statement.tests) {
    auto same = std::find_if(operators.begin(), operators.end(),
                             [&](const auto& known) { return known.first == test.op; });
    if (same == operators.end()) same = operators.insert(same, {test.op, Fields{}});
    same->second.emplace_back(test.key, ListOf(test.values, random));
  }
  Fields conditions;
  for (const auto& [op, keys] : operators) conditions.emplace_back(op, ObjectOf(keys));
  if (!conditions.empty()) fields.emplace_back("Condition", ObjectOf(conditions));
  return ObjectOf(fields);
}

}  // namespace

std::string JsonOf(const DraftPolicy& policy, RandomSource& random) {
  std::vector<std::string> statements;
  for (const DraftStatement& statement : policy.statements) {
    statements.push_back(JsonOf(statement, random));
  }
  Fields fields;
  if (policy.is_2012) fields.emplace_back("Version", R"("2012-10-17")");
  fields.emplace_back("Statement", ArrayOf(statements));
  return ObjectOf(fields);
}

std::string RandomAction(RandomSource& random) { return Any(kActions, random); }

std::string RandomResource(RandomSource& random, int variable_percent) {
  if (random.Chance(variable_percent)) return "arn:aws:s3:::" + WithVariable(random);
  if (random.Chance(40)) return "arn:aws:s3:::" + RandomGlob(random);
  return Any(kResources, random);
}

DraftTest RandomTest(RandomSource& random, int variable_percent) {
  const Family& family = random.Pick(kFamilies);
  DraftTest test{OperatorOf(family, random), Any(family.keys, random), {}};
  if (random.OneIn(10)) {
    test.op = "Null";
    test.values = {random.Chance(50) ? "true" : "false"};
    if (random.OneIn(10)) test.values.emplace_back(random.Pick(kBools));
    return test;
  }
  if (random.OneIn(15)) test.key = reference::WithOtherCase(test.key, random);
  const bool may_vary = family.takes_variables;
  for (size_t i = random.OneIn(30) ? 0 : 1 + random.Below(3); i > 0; --i) {
    test.values.push_back(may_vary && random.Chance(variable_percent) ? WithVariable(random)
                                                                      : Any(family.values, random));
  }
  return test;
}

DraftStatement RandomStatement(RandomSource& random, int variable_percent) {
  DraftStatement statement;
  statement.is_allow = random.Chance(65);
  statement.is_not_action = random.OneIn(8);
  statement.is_not_resource = random.OneIn(8);
  for (size_t i = 1 + random.Below(3); i > 0; --i) {
    statement.actions.push_back(RandomAction(random));
  }
  for (size_t i = 1 + random.Below(3); i > 0; --i) {
    statement.resources.push_back(RandomResource(random, variable_percent));
  }
  const size_t tests = random.Chance(60) ? 1 + random.Below(3) : 0;
  for (size_t i = 0; i < tests; ++i) AddTest(statement, RandomTest(random, variable_percent));
  return statement;
}

void AddTest(DraftStatement& statement, DraftTest test) {
  const bool has_one = std::any_of(
      statement.tests.begin(), statement.tests.end(),
      [&](const DraftTest& known) { return known.op == test.op && known.key == test.key; });
  if (!has_one) statement.tests.push_back(std::move(test));
}

}  // namespace iamsift::solver
