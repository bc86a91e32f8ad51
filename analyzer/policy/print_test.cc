#include "analyzer/policy/print.h"

#include "analyzer/policy/parsed_for_test.h"
#include "gtest/gtest.h"

namespace iamsift {
namespace {

TEST(PrintPolicy, WritesIamsUsualOrder) {
  const ParsedPolicy policy = ParseForTest(
      R"({"Statement":[{"Condition":{"Bool":{"aws:SecureTransport":true}},"Resource":["*"],
          "NotAction":"iam:*","Effect":"Deny","Sid":"A"}],"Id":"x","Version":"2012-10-17"})");
  EXPECT_EQ(PrintPolicy(policy.document, 0),
            R"({"Version":"2012-10-17","Id":"x","Statement":[{"Sid":"A","Effect":"Deny",)"
            R"("NotAction":"iam:*","Resource":["*"],)"
            R"("Condition":{"Bool":{"aws:SecureTransport":"true"}}}]})");
  EXPECT_EQ(PrintStatement(policy.statement(), 2).substr(0, 14), "{\n  \"Sid\": \"A\"");
}

TEST(PrintPolicy, NeedsNeitherVersionTextNorPrincipalKeysOfADocumentMadeByHand) {
  PolicyDocument document;
  document.version = LanguageVersion::k2012;
  Statement& statement = document.statements.emplace_back();
  statement.principals.is_present = true;
  for (const std::string_view service : {"a.amazonaws.com", "b.amazonaws.com"}) {
    PrincipalEntry entry;
    entry.key = PrincipalMapKey::kService;
    entry.value.text = service;
    statement.principals.entries.push_back(entry);
  }
  EXPECT_EQ(PrintPolicy(document, 0),
            R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
            R"("Principal":{"Service":["a.amazonaws.com","b.amazonaws.com"]}}]})");
}

TEST(PrintPolicy, GathersTheTestsOfOneOperator) {
  PolicyDocument document;
  Statement& statement = document.statements.emplace_back();
  for (const auto& [name, key] :
       {std::pair("StringLike", "a"), {"Bool", "b"}, {"StringLike", "c"}}) {
    ConditionTest& test = statement.conditions.emplace_back();
    test.operator_name.text = name;
    test.key.text = key;
    test.is_scalar = true;
    test.values.push_back({"1", {}});
  }
  EXPECT_NE(PrintStatement(statement, 0)
                .find(R"("Condition":{"StringLike":{"a":"1","c":"1"},"Bool":{"b":"1"}})"),
            std::string::npos);
}

void ExpectEqualTexts(const std::vector<TextAt>& a, const std::vector<TextAt>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t at = 0; at < a.size(); ++at) EXPECT_EQ(a[at].text, b[at].text);
}

void ExpectEqualLists(const ElementList& a, const ElementList& b) {
  EXPECT_EQ(a.is_present, b.is_present);
  EXPECT_EQ(a.is_negated, b.is_negated);
  EXPECT_EQ(a.is_scalar, b.is_scalar);
  ExpectEqualTexts(a.items, b.items);
}

void ExpectEqualPrincipals(const PrincipalElement& a, const PrincipalElement& b) {
  EXPECT_EQ(a.is_present, b.is_present);
  EXPECT_EQ(a.is_negated, b.is_negated);
  ASSERT_EQ(a.entries.size(), b.entries.size());
  for (size_t at = 0; at < a.entries.size(); ++at) {
    EXPECT_EQ(a.entries[at].key, b.entries[at].key);
    EXPECT_EQ(a.entries[at].key_text, b.entries[at].key_text);
    EXPECT_EQ(a.entries[at].value.text, b.entries[at].value.text);
    EXPECT_EQ(a.entries[at].index, b.entries[at].index);
  }
}

void ExpectEqualStatements(const Statement& a, const Statement& b) {
  EXPECT_EQ(a.index, b.index);
  EXPECT_EQ(a.sid.has_value(), b.sid.has_value());
  EXPECT_EQ(a.sid.value_or(TextAt{}).text, b.sid.value_or(TextAt{}).text);
  EXPECT_EQ(a.effect, b.effect);
  EXPECT_EQ(a.is_readable, b.is_readable);
  ExpectEqualLists(a.actions, b.actions);
  ExpectEqualLists(a.resources, b.resources);
  ExpectEqualPrincipals(a.principals, b.principals);
  ASSERT_EQ(a.conditions.size(), b.conditions.size());
  for (size_t at = 0; at < a.conditions.size(); ++at) {
    EXPECT_EQ(a.conditions[at].operator_name.text, b.conditions[at].operator_name.text);
    EXPECT_EQ(a.conditions[at].key.text, b.conditions[at].key.text);
    EXPECT_EQ(a.conditions[at].is_scalar, b.conditions[at].is_scalar);
    ExpectEqualTexts(a.conditions[at].values, b.conditions[at].values);
  }
}

constexpr std::string_view kWholeLanguage[] = {
    R"({"Version":"2012-10-17","Statement":[]})",
    R"({"Version":"2008-10-17","Id":"i","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})",
    R"({"Statement":[{"Sid":"","Effect":"Deny","NotAction":["a:b"],"NotResource":["x","y\"\\é\u20ac"]},
        {"Sid":"B","Effect":"Allow","Action":["s3:Get*","s3:List*"],"Resource":["<a>",null,"*"]}]})",
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*",
        "Resource":"r"},{"Effect":"Deny","NotPrincipal":{"AWS":["1","2"],"Service":"s"},"Action":"s3:*",
        "Resource":"r"},{"Effect":"Deny","Principal":{"CanonicalUser":["c"],"Federated":"f"},
        "Action":"s3:*","Resource":"r"}]})",
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{
        "NumericLessThan":{"a:b":[1,2.5],"c:d":"3"},"Bool":{"e:f":false},"StringLike":{"g:h":[]},
        "ForAllValues:StringEquals":{"aws:TagKeys":["x","${aws:username}"]}}}})",
};

TEST(PrintPolicy, IsReadBackAsTheSameDocument) {
  for (const std::string_view json : kWholeLanguage) {
    for (const int indent : {0, 2}) {
      const ParsedPolicy first = ParseForTest(json, PolicyKind::kResource);
      const ParsedPolicy second =
          ParseForTest(PrintPolicy(first.document, indent), PolicyKind::kResource);
      EXPECT_EQ(first.document.version, second.document.version);
      EXPECT_EQ(first.document.id.has_value(), second.document.id.has_value());
      EXPECT_EQ(first.document.statement_is_scalar, second.document.statement_is_scalar);
      EXPECT_EQ(first.document.is_invalid, second.document.is_invalid);
      EXPECT_EQ(PrintPolicy(first.document, indent), PrintPolicy(second.document, indent));
      ASSERT_EQ(first.document.statements.size(), second.document.statements.size()) << json;
      for (size_t at = 0; at < first.document.statements.size(); ++at) {
        ExpectEqualStatements(first.statement(at), second.statement(at));
      }
    }
  }
}

}  // namespace
}  // namespace iamsift
