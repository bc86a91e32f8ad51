#include "analyzer/policy/parse.h"

#include <algorithm>

#include "analyzer/policy/parsed_for_test.h"
#include "gtest/gtest.h"

namespace iamsift {
namespace {

std::vector<std::string_view> TextsOf(const std::vector<TextAt>& items) {
  std::vector<std::string_view> texts;
  for (const TextAt& item : items) texts.push_back(item.text);
  return texts;
}
using Texts = std::vector<std::string_view>;

TEST(PolicyParser, ReadsEveryElementWithItsPlace) {
  const ParsedPolicy policy = ParseForTest(R"({"Version": "2012-10-17", "Id": "i", "Statement": [
    {"Sid": "A1", "Effect": "Deny", "Principal": {"AWS": ["1", "2"], "Service": "s"},
     "NotAction": ["s3:Get*", "ec2:*"], "Resource": "arn:a\u002fb",
     "Condition": {"NumericLessThan": {"k": [1, 2.50]}, "Bool": {"b": false}}}]})",
                                           PolicyKind::kResource);
  EXPECT_TRUE(policy.document.oddities.empty());
  EXPECT_FALSE(policy.document.is_invalid);
  EXPECT_EQ(policy.document.version, LanguageVersion::k2012);
  EXPECT_EQ(policy.At(policy.document.id->span), "\"i\"");
  const Statement& statement = policy.statement();
  EXPECT_EQ(policy.At(statement.span).substr(0, 12), R"({"Sid": "A1")");
  EXPECT_EQ(statement.index, 0);
  EXPECT_EQ(statement.sid->text, "A1");
  EXPECT_EQ(statement.effect, Effect::kDeny);
  EXPECT_EQ(policy.At(statement.effect_span), "\"Deny\"");
  EXPECT_TRUE(statement.actions.is_negated);
  EXPECT_EQ(TextsOf(statement.actions.items), (Texts{"s3:Get*", "ec2:*"}));
  EXPECT_EQ(policy.At(statement.actions.items[1].span), "\"ec2:*\"");
  EXPECT_TRUE(statement.resources.is_scalar);
  EXPECT_EQ(statement.resources.items[0].text, "arn:a/b");
  EXPECT_EQ(policy.At(statement.resources.span), R"("arn:a\u002fb")");
}

TEST(PolicyParser, ReadsPrincipalsInTheirForms) {
  const ParsedPolicy policy = ParseForTest(
      R"({"Version": "2012-10-17", "Statement": [
       {"Effect": "Deny", "NotPrincipal": {"CanonicalUser": ["c"], "Federated": "f"},
        "Action": "a:b", "Resource": "*"},
       {"Effect": "Allow", "Principal": "*", "Action": "a:b", "Resource": "*"}]})",
      PolicyKind::kResource);
  EXPECT_TRUE(policy.document.oddities.empty());
  const PrincipalElement& listed = policy.statement(0).principals;
  EXPECT_TRUE(listed.is_present && listed.is_negated);
  ASSERT_EQ(listed.entries.size(), 2u);
  EXPECT_EQ(listed.entries[0].key, PrincipalMapKey::kCanonicalUser);
  EXPECT_EQ(listed.entries[0].index, 0);
  EXPECT_EQ(listed.entries[1].key, PrincipalMapKey::kFederated);
  EXPECT_EQ(listed.entries[1].key_text, "Federated");
  EXPECT_EQ(listed.entries[1].index, -1) << "a bare string";
  const PrincipalElement& everyone = policy.statement(1).principals;
  ASSERT_EQ(everyone.entries.size(), 1u);
  EXPECT_EQ(everyone.entries[0].key, PrincipalMapKey::kEveryone);
  EXPECT_EQ(policy.At(everyone.entries[0].value.span), "\"*\"");
}

TEST(PolicyParser, ReadsConditionValuesAsTheirJsonText) {
  const ParsedPolicy policy = ParseForTest(
      R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
       "Condition": {"NumericLessThan": {"a": [1, 2.50], "b": 1e3}, "Bool": {"c": false}}}})");
  EXPECT_TRUE(policy.document.oddities.empty());
  const std::vector<ConditionTest>& tests = policy.statement().conditions;
  ASSERT_EQ(tests.size(), 3u);
  EXPECT_EQ(TextsOf(tests[0].values), (Texts{"1", "2.50"}));
  EXPECT_FALSE(tests[0].is_scalar);
  EXPECT_EQ(TextsOf(tests[1].values), Texts{"1e3"});
  EXPECT_TRUE(tests[1].is_scalar);
  EXPECT_EQ(tests[1].operator_name.text, "NumericLessThan");
  EXPECT_EQ(TextsOf(tests[2].values), Texts{"false"});
  EXPECT_EQ(policy.At(tests[2].key.span), "\"c\"");
}

// A document of one statement that would be sound but for `slip`, put into the statement.
std::string WithElement(std::string_view slip) {
  return R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"a:b","Resource":"*",)" +
         std::string(slip) + "}]}";
}
std::string StatementOnly(std::string_view elements) {
  return R"({"Version":"2012-10-17","Statement":[{)" + std::string(elements) + "}]}";
}

struct OddityCase {
  std::string json;
  OddityKind kind;
  std::string pointer, at;
  std::string_view suggestion, because;
  PolicyKind policy_kind = PolicyKind::kIdentity;
};

void ExpectOnly(const OddityCase& c) {
  const ParsedPolicy policy = ParseForTest(c.json, c.policy_kind);
  ASSERT_EQ(policy.document.oddities.size(), 1u) << c.because << ": " << c.json;
  const Oddity& oddity = policy.document.oddities[0];
  EXPECT_EQ(oddity.kind, c.kind) << c.because << ": " << oddity.problem;
  EXPECT_EQ(oddity.pointer, c.pointer) << c.because;
  EXPECT_EQ(policy.At(oddity.span).substr(0, 20), c.at.substr(0, 20)) << c.because;
  EXPECT_EQ(oddity.suggestion, c.suggestion) << c.because;
  EXPECT_EQ(policy.document.is_invalid, IsFatal(c.kind)) << c.because;
}

TEST(PolicyParser, ReportsWhatIsWrongWithTheDocumentItself) {
  const std::string statement = R"("Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";
  const std::string version = R"({"Version":"2012-10-17",)";
  const OddityCase cases[] = {
      {"[]", OddityKind::kWrongType, "", "[]", "", "a list of statements is no policy"},
      {"[" + version + statement + "]", OddityKind::kWrongType, "", "[" + version + statement + "]",
       "", "nothing inside a list of policies is judged"},
      {"\"x\"", OddityKind::kWrongType, "", "\"x\"", "", "a string is no policy"},
      {R"({"Version":"2012-10-17"})", OddityKind::kMissingElement, "",
       R"({"Version":"2012-10-17"})", "Statement", "no statement at all"},
      {version + R"("Statement":[]})", OddityKind::kEmptyList, "/Statement", "[]", "",
       "a list of no statements"},
      {version + R"("Statement":"x"})", OddityKind::kWrongType, "/Statement", "\"x\"", "",
       "a statement's text"},
      {version + R"("Statement":[7]})", OddityKind::kWrongType, "/Statement/0", "7", "",
       "a number among the statements"},
      {version + R"("Id":{},)" + statement, OddityKind::kWrongType, "/Id", "{}", "",
       "Id takes a string"},
      {version + R"("Comment":"x",)" + statement, OddityKind::kUnknownElement, "/Comment",
       "\"Comment\"", "", "no such element, none near"},
      {version + R"("id":"x",)" + statement, OddityKind::kUnknownElement, "/id", "\"id\"", "Id",
       "names are exact"},
      {"{" + statement, OddityKind::kMissingVersion, "", "{" + statement, "2012-10-17",
       "absent means 2008"},
      {R"({"Version":"2008-10-17",)" + statement, OddityKind::kOldVersion, "/Version",
       "\"2008-10-17\"", "2012-10-17", "the old language"},
      {R"({"Version":"2012-10-18",)" + statement, OddityKind::kInvalidVersion, "/Version",
       "\"2012-10-18\"", "2012-10-17", "no such language"},
      {R"({"Version":20121017,)" + statement, OddityKind::kWrongType, "/Version", "20121017", "",
       "a date lost its quotes"},
      {R"({"Version":"2012-10-17",)" + version.substr(1) + statement, OddityKind::kDuplicateName,
       "/Version", "\"Version\"", "", "a name twice, though with one value"},
  };
  for (const OddityCase& c : cases) ExpectOnly(c);
}

TEST(PolicyParser, ReportsWhatIsWrongWithAStatement) {
  const std::string both = R"("Effect":"Allow","Action":"a:b","Resource":"*")";
  const OddityCase cases[] = {
      {StatementOnly(R"("Action":"a:b","Resource":"*")"), OddityKind::kMissingElement,
       "/Statement/0", R"({"Action":"a:b","Resource":"*"})", "Effect", "no effect"},
      {StatementOnly(R"("Effect":"Deny","Resource":"*")"), OddityKind::kMissingElement,
       "/Statement/0", R"({"Effect":"Deny","Resource":"*"})", "Action", "no action"},
      {StatementOnly(R"("Effect":"Deny","Action":"*")"), OddityKind::kMissingElement,
       "/Statement/0", R"({"Effect":"Deny","Action":"*"})", "Resource", "no resource"},
      {StatementOnly(R"("Effect":"allow","Action":"*","Resource":"*")"), OddityKind::kInvalidEffect,
       "/Statement/0/Effect", "\"allow\"", "Allow", "effects are exact"},
      {StatementOnly(R"("Effect":"Permit","Action":"*","Resource":"*")"),
       OddityKind::kInvalidEffect, "/Statement/0/Effect", "\"Permit\"", "", "another's word"},
      {StatementOnly(R"("Effect":["Allow"],"Action":"*","Resource":"*")"), OddityKind::kWrongType,
       "/Statement/0/Effect", "[\"Allow\"]", "", "a list of effects"},
      {StatementOnly(R"("Effect":"Allow","Action":[],"Resource":"*")"), OddityKind::kEmptyList,
       "/Statement/0/Action", "[]", "", "no action in the list"},
      {StatementOnly(R"("Effect":"Allow","Action":"*","NotResource":[])"), OddityKind::kEmptyList,
       "/Statement/0/NotResource", "[]", "", "no resource in the list"},
      {StatementOnly(R"("Effect":"Allow","Action":["*",1],"Resource":"*")"), OddityKind::kWrongType,
       "/Statement/0/Action/1", "1", "", "a number among the actions"},
      {StatementOnly(R"("Effect":"Allow","Action":[null,"*"],"Resource":"*")"),
       OddityKind::kWrongType, "/Statement/0/Action/0", "null", "", "actions take no null"},
      {StatementOnly(R"("Effect":"Allow","Action":"*","Resource":{"a":"*"})"),
       OddityKind::kWrongType, "/Statement/0/Resource", R"({"a":"*"})", "", "a map of resources"},
      {StatementOnly(R"("Effect":"Allow","Action":"*","Resource":null)"), OddityKind::kWrongType,
       "/Statement/0/Resource", "null", "", "null in place of the list"},
      {StatementOnly(R"("Effect":"Allow","Action":"*","Resource":["*",null])"),
       OddityKind::kNullResource, "/Statement/0/Resource/1", "null", "", "IAM drops it"},
      {WithElement(R"("NotAction":"c:d")"), OddityKind::kForbiddenElement, "/Statement/0/NotAction",
       "\"NotAction\"", "", "both of a pair"},
      {WithElement(R"("NotResource":[])"), OddityKind::kForbiddenElement,
       "/Statement/0/NotResource", "\"NotResource\"", "", "both, though one is empty"},
      {WithElement(R"("Conditions":{})"), OddityKind::kUnknownElement, "/Statement/0/Conditions",
       "\"Conditions\"", "Condition", "a plural"},
      {WithElement(R"("Effect":"Deny")"), OddityKind::kDuplicateName, "/Statement/0/Effect",
       "\"Effect\"", "", "the last must not win silently"},
      {WithElement(R"("\u0041ction":"c:d")"), OddityKind::kDuplicateName, "/Statement/0/Action",
       R"("\u0041ction")", "", "an escape hides no second name"},
      {WithElement(R"("Sid":1)"), OddityKind::kWrongType, "/Statement/0/Sid", "1", "",
       "a number for a Sid"},
      {WithElement(R"("Sid":"")"), OddityKind::kEmptySid, "/Statement/0/Sid", "\"\"", "",
       "an empty Sid"},
      {WithElement(R"("Sid":"Read all-1")"), OddityKind::kInvalidSid, "/Statement/0/Sid",
       "\"Read all-1\"", "Readall1", "letters and digits only"},
      {R"({"Version":"2012-10-17","Statement":[{"Sid":"A",)" + both + R"(},{"Sid":"A",)" + both +
           "}]}",
       OddityKind::kDuplicateSid, "/Statement/1/Sid", "\"A\"", "", "a Sid twice"},
      {WithElement("\"Sid\":\"\xe2\x80\x93\""), OddityKind::kInvalidCharacter, "/Statement/0/Sid",
       "\xe2\x80\x93", "", "an en dash", PolicyKind::kScp},
  };
  for (const OddityCase& c : cases) ExpectOnly(c);
}

TEST(PolicyParser, ReportsWhatIsWrongWithAConditionOrPrincipal) {
  const auto principal = [](std::string_view value) {
    return WithElement("\"Principal\":" + std::string(value));
  };
  const auto condition = [](std::string_view value) {
    return WithElement("\"Condition\":" + std::string(value));
  };
  const OddityKind wrong = OddityKind::kWrongType;
  const OddityKind empty = OddityKind::kEmptyTest;
  const OddityKind twice = OddityKind::kDuplicateName;
  const std::string place = "/Statement/0/Condition";
  const std::string who = "/Statement/0/Principal";
  const PolicyKind resource = PolicyKind::kResource;
  const OddityCase cases[] = {
      {condition("{}"), empty, place, "{}", "", "tests nothing, and IAM takes it"},
      {condition(R"({"Bool":{}})"), empty, place + "/Bool", "{}", "", "no key"},
      {condition(R"({"NoSuch":{}})"), empty, place + "/NoSuch", "{}", "",
       "IAM reads no name of an operator without keys"},
      {condition(R"({"Bool":{"a":[]}})"), empty, place + "/Bool/a", "[]", "", "no value"},
      {condition("[]"), wrong, place, "[]", "", "a list of operators"},
      {condition("\"x\""), wrong, place, "\"x\"", "", "a condition's text"},
      {condition(R"({"Bool":"a"})"), wrong, place + "/Bool", "\"a\"", "", "no map of keys"},
      {condition(R"({"Bool":[]})"), wrong, place + "/Bool", "[]", "", "a list of keys"},
      {condition(R"({"Bool":{"a":{}}})"), wrong, place + "/Bool/a", "{}", "", "a map of values"},
      {condition(R"({"Bool":{"a":[["b"]]}})"), wrong, place + "/Bool/a/0", "[\"b\"]", "",
       "a list inside a list"},
      {condition(R"({"Bool":{"a":null}})"), wrong, place + "/Bool/a", "null", "", "no value"},
      {condition(R"({"StringEqual":{"a":"b"}})"), OddityKind::kInvalidOperator,
       place + "/StringEqual", "\"StringEqual\"", "StringEquals", "a letter lost"},
      {condition(R"({"Bool":{"a":"b"},"Bool":{"c":"d"}})"), twice, place + "/Bool", "\"Bool\"", "",
       "an operator twice: keeping the last would drop a test"},
      {condition(R"({"Bool":{"a":"b","a":"c"}})"), twice, place + "/Bool/a", "\"a\"", "",
       "a key twice"},
      {principal(R"({"AWS":"1","AWS":"2"})"), twice, who + "/AWS", "\"AWS\"", "",
       "a kind of principal twice", resource},
      {principal("{}"), empty, who, "{}", "", "nobody", resource},
      {principal(R"({"AWS":[]})"), empty, who + "/AWS", "[]", "", "nobody", resource},
      {principal("[]"), wrong, who, "[]", "", "a list of nothing", resource},
      {principal("\"111122223333\""), wrong, who, "\"111122223333\"", "", "only `*` may be bare",
       resource},
      {principal(R"({"AWS":111122223333})"), wrong, who + "/AWS", "111122223333", "",
       "an account that lost its quotes", resource},
      {principal(R"({"Services":"s"})"), OddityKind::kUnknownElement, who + "/Services",
       "\"Services\"", "Service", "a plural", resource},
  };
  for (const OddityCase& c : cases) ExpectOnly(c);
}

TEST(PolicyParser, AsksOfEachKindItsOwnElements) {
  const std::string plain = StatementOnly(R"("Effect":"Deny","Action":"a:b","Resource":"*")");
  const std::string trust = StatementOnly(R"("Effect":"Allow","Action":"sts:x","Principal":"*")");
  const std::string whole =
      StatementOnly(R"("Effect":"Deny","Action":"a:b","Resource":"*","Principal":"*")");
  const std::string except =
      StatementOnly(R"("Effect":"Deny","Action":"a:b","Resource":"*","NotPrincipal":"*")");
  const OddityKind missing = OddityKind::kMissingElement;
  const OddityKind forbidden = OddityKind::kForbiddenElement;
  const std::string in = "/Statement/0";
  const std::string open = "{\"Effect\":\"Deny\",\"Action\":\"a:b\"";
  const std::string who = "\"Principal\"";
  const OddityCase cases[] = {
      {plain, missing, in, open, "Principal", "a resource policy names who", PolicyKind::kResource},
      {plain, missing, in, open, "Principal", "so does an RCP", PolicyKind::kRcp},
      {whole, forbidden, "/Statement/0/Principal", who, "", "its holder", PolicyKind::kIdentity},
      {whole, forbidden, "/Statement/0/Principal", who, "", "its holder", PolicyKind::kBoundary},
      {whole, forbidden, "/Statement/0/Principal", who, "", "its holder", PolicyKind::kSession},
      {whole, forbidden, "/Statement/0/Principal", who, "", "the members", PolicyKind::kScp},
      {whole, forbidden, "/Statement/0/Resource", "\"Resource\"", "", "the role itself",
       PolicyKind::kTrust},
      {except, forbidden, "/Statement/0/NotPrincipal", "\"NotPrincipal\"", "", "only `*`",
       PolicyKind::kRcp},
      {StatementOnly(R"("Effect":"Deny","Action":"*","Resource":"*","Principal":"*")"), forbidden,
       in, open, "", "an RCP names its actions", PolicyKind::kRcp},
      {StatementOnly(R"("Effect":"Deny","NotAction":"a:b","Resource":"*","Principal":"*")"),
       forbidden, in, "{\"Effect\":\"Deny\",\"NotAction\"", "", "not by what they are not",
       PolicyKind::kRcp},
      {StatementOnly(R"("Effect":"Allow","Action":"a:b","Resource":"*","Principal":"*")"),
       forbidden, in, "{\"Effect\":\"Allow\",\"Action\"", "", "it denies", PolicyKind::kRcp},
      {StatementOnly(
           R"("Effect":"Deny","Action":"a:b","Resource":"*","Principal":{"AWS":"111122223333"})"),
       forbidden, in, open, "", "everyone", PolicyKind::kRcp},
  };
  for (const OddityCase& c : cases) ExpectOnly(c);
  for (const PolicyKind kind : {PolicyKind::kIdentity, PolicyKind::kBoundary, PolicyKind::kScp}) {
    EXPECT_TRUE(ParseForTest(plain, kind).document.oddities.empty()) << KindName(kind);
  }
  EXPECT_TRUE(ParseForTest(trust, PolicyKind::kTrust).document.oddities.empty());
  EXPECT_TRUE(ParseForTest(trust, PolicyKind::kResource).document.oddities.empty())
      << "some services' policies name no resource";
  EXPECT_TRUE(ParseForTest(except, PolicyKind::kResource).document.oddities.empty());
  EXPECT_TRUE(ParseForTest(except, PolicyKind::kEndpoint).document.oddities.empty());
  EXPECT_TRUE(
      ParseForTest(StatementOnly(R"("Effect":"Allow","Action":"*","Resource":"*","Principal":"*")"),
                   PolicyKind::kRcp)
          .document.oddities.empty())
      << "RCPFullAWSAccess";
  EXPECT_TRUE(ParseForTest(WithElement(R"("Sid":"a b","Principal":"*")"), PolicyKind::kResource)
                  .document.oddities.empty())
      << "a resource policy's Sid may hold blanks";
}

TEST(PolicyParser, SaysWhereTheTextIsNoJson) {
  const OddityCase cases[] = {
      {"", OddityKind::kNotJson, "", "", "", "nothing at all"},
      {"This is a policy", OddityKind::kNotJson, "", "T", "", "prose"},
      {R"({"Version":"2012-10-17" "Statement":[]})", OddityKind::kNotJson, "", "\"", "",
       "a comma is missing"},
      {"{} {}", OddityKind::kNotJson, "", "{", "", "two documents"},
      {R"({"Version":"2012-10-17","X":[1,2,}})", OddityKind::kNotJson, "", "}", "",
       "a fault inside an element that nobody reads"},
  };
  for (const OddityCase& c : cases) ExpectOnly(c);
  const ParsedPolicy deep = ParseForTest(std::string(100'000, '['));
  EXPECT_EQ(deep.document.oddities.at(0).problem, "not JSON: nested deeper than 64 levels");
}

TEST(PolicyParser, KeepsTheOthersBesideABadStatement) {
  const ParsedPolicy policy = ParseForTest(R"({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "a:b", "Resource": "*"}, "text",
    {"Effect": "maybe", "Action": ["c:d", 1], "Resource": "*"},
    {"Effect": "Deny", "Action": "e:f", "Resource": "*",
     "Condition": {"StringEquels": {"a": "b"}}},
    {"Effect": "Allow", "Action": "g:h", "NotAction": "i:j", "Resource": "*"}]})");
  const std::vector<Statement>& statements = policy.document.statements;
  ASSERT_EQ(statements.size(), 5u);
  EXPECT_TRUE(policy.document.is_invalid);
  EXPECT_TRUE(statements[0].is_readable);
  EXPECT_FALSE(statements[1].is_readable);
  EXPECT_EQ(policy.At(statements[1].span), "\"text\"");
  EXPECT_FALSE(statements[2].is_readable);
  EXPECT_EQ(TextsOf(statements[2].actions.items), Texts{"c:d"});
  EXPECT_TRUE(statements[3].is_readable) << "the unknown test is kept as one";
  ASSERT_EQ(statements[3].conditions.size(), 1u);
  EXPECT_FALSE(statements[4].is_readable);
  for (int at = 0; at < 5; ++at) EXPECT_EQ(statements[at].index, at);
}

TEST(PolicyParser, ReportsInOrderOfPlace) {
  const ParsedPolicy policy = ParseForTest(
      R"({"Statement":[{"Effect":"allow","Sid":"A","Actions":[]},{"Sid":"A","Effect":1}],"X":1,"X":2})");
  const std::vector<Oddity>& oddities = policy.document.oddities;
  EXPECT_GT(oddities.size(), 8u);
  EXPECT_TRUE(
      std::is_sorted(oddities.begin(), oddities.end(),
                     [](const Oddity& a, const Oddity& b) { return a.span.begin < b.span.begin; }));
}

TEST(PolicyParser, CountsCharactersButNoWhiteSpace) {
  EXPECT_EQ(ParseForTest(" { \"Id\" :\t\"a b\" }\r\n").document.size_without_blanks, 11u);
  EXPECT_EQ(ParseForTest("{\"Id\":\"\xc3\xa9\"}").document.size_without_blanks, 10u)
      << "a character of two bytes is one";
}

TEST(PolicyParser, IsReusedAndItsResultsOutliveTheText) {
  PolicyParser parser;
  Arena arena;
  std::vector<PolicyDocument> documents;
  for (int round = 0; round < 100; ++round) {
    const SourceFile source("p.json", WithElement("\"Sid\":\"S" + std::to_string(round) + "\""));
    documents.push_back(parser.Parse(source.text(), PolicyKind::kIdentity, arena));
  }
  for (int round = 0; round < 100; ++round) {
    EXPECT_EQ(documents[round].statements[0].sid->text, "S" + std::to_string(round));
    EXPECT_EQ(documents[round].statements[0].actions.items[0].text, "a:b");
  }
}

// Twenty thousand elements of one object, no two alike but one: time grows no worse than
// sorting does.
TEST(PolicyParser, TakesAnObjectOfManyNames) {
  std::string json = "{\"Id\":\"i\"";
  for (int at = 0; at < 20'000; ++at) json += ",\"n" + std::to_string(at) + "\":0";
  const ParsedPolicy policy = ParseForTest(json + ",\"n7\":0}");
  const auto twice =
      std::count_if(policy.document.oddities.begin(), policy.document.oddities.end(),
                    [](const Oddity& oddity) { return oddity.kind == OddityKind::kDuplicateName; });
  EXPECT_EQ(twice, 1);
}

}  // namespace
}  // namespace iamsift
