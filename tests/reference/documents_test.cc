#include "tests/reference/documents.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace iamsift::reference {
namespace {

bool IsValid(PolicyType type, std::string_view text) {
  const std::optional<Json> json = ParseJson(text);
  std::string why;
  return json.has_value() && ReadDocument(*json, type, why).has_value();
}

struct StatementCase {
  std::string_view elements;  // of one statement, besides Effect, Action and Resource
  bool is_valid;
  std::string_view because;
};
constexpr StatementCase kStatements[] = {
    {R"("Sid":"")", true, "an empty Sid"},
    {R"("Sid":"a b")", true, "a Sid has no effect, whatever it holds"},
    {R"("Sid":{})", false, "but is a string"},
    {R"("Extra":1)", false, "an unknown element"},
    {R"("Effect":"Allow")", false, "given twice"},
    {R"("NotAction":"s3:*")", false, "both Action and NotAction"},
    {R"("NotResource":"*")", false, "both Resource and NotResource"},
    {R"("Principal":"*")", false, "an identity policy names no principal"},
    {R"("NotPrincipal":"*")", false, "neither in the negative"},
    {R"("Condition":{})", true, "tests nothing"},
    {R"("Condition":{"StringEquals":{}})", true, "tests nothing"},
    {R"("Condition":{"x":{},"y":{}})", true, "nor do unknown operators"},
    {R"("Condition":{"x":{"a":"b"}})", false, "unless they have a key"},
    {R"("Condition":{"StringEquals":{"a":[]}})", true, "no value"},
    {R"("Condition":{"StringEquals":{"a":["b",1,true]}})", true, "scalars of every kind"},
    {R"("Condition":{"StringEquals":{"a":null}})", false, "null is no scalar"},
    {R"("Condition":{"StringEquals":{"a":[null]}})", false, "null is no scalar"},
    {R"("Condition":{"StringEquals":{"a":{}}})", false, "nor is a map"},
    {R"("Condition":{"StringEquals":"a"})", false, "text in place of a map"},
    {R"("Condition":{"StringEquals":[]})", false, "an array in place of a map"},
    {R"("Condition":[])", false, "an array in place of a map"},
    {R"("Condition":"a")", false, "text in place of a map"},
    {R"("Condition":{"Bool":{"a":"1"},"Bool":{"b":"1"}})", false, "an operator given twice"},
    {R"("Condition":{"Bool":{"a":"1","a":"2"}})", false, "a key given twice"},
    {R"("Condition":{"Bool":{"a":"1","A":"2"}})", true, "two spellings are two tests"},
};

TEST(ReferenceDocuments, TakeStatementsAsIamDoes) {
  for (const StatementCase& c : kStatements) {
    const std::string text =
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*",)" +
        std::string(c.elements) + "}}";
    EXPECT_EQ(IsValid(PolicyType::kIdentity, text), c.is_valid) << text << ": " << c.because;
  }
}

struct DocumentCase {
  std::string_view text;
  bool is_valid;
  std::string_view because;
};
constexpr DocumentCase kDocuments[] = {
    {R"({"Statement":{"Effect":"Deny","Action":"a:b","Resource":"*"}})", true, "no Version"},
    {R"({"Version":"2008-10-17","Statement":{"Effect":"Deny","Action":"a:b","Resource":"*"}})",
     true, "the older one"},
    {R"({"Version":"2013-10-17","Statement":{"Effect":"Deny","Action":"a:b","Resource":"*"}})",
     false, "there was none"},
    {R"({"Id":"x","Statement":[{"Effect":"Deny","Action":["a:b"],"Resource":["*"]}]})", true,
     "lists of one"},
    {R"({"Id":[],"Statement":{"Effect":"Deny","Action":"a:b","Resource":"*"}})", false,
     "Id is text"},
    {R"({"Extra":1,"Statement":{"Effect":"Deny","Action":"a:b","Resource":"*"}})", false,
     "an unknown element"},
    {R"({"Version":"2012-10-17"})", false, "no Statement"},
    {R"({"Statement":[]})", false, "an empty one"},
    {R"({"Statement":["x"]})", false, "no object"},
    {R"({"Statement":{"Effect":"deny","Action":"a:b","Resource":"*"}})", false, "case counts"},
    {R"({"Statement":{"Action":"a:b","Resource":"*"}})", false, "no Effect"},
    {R"({"Statement":{"Effect":"Deny","Resource":"*"}})", false, "no Action"},
    {R"({"Statement":{"Effect":"Deny","Action":[],"Resource":"*"}})", false, "an empty one"},
    {R"({"Statement":{"Effect":"Deny","Action":[[]],"Resource":"*"}})", false, "no text"},
    {R"({"Statement":{"Effect":"Deny","Action":"a:b"}})", false, "no Resource"},
    {R"({"Statement":{"Effect":"Deny","Action":"a:b","Resource":[]}})", false, "an empty one"},
    {R"({"Statement":{"Effect":"Deny","Action":"a:b","Resource":["*",null]}})", true,
     "null is dropped"},
    {R"({"Statement":{"Effect":"Deny","Action":"a:b","Resource":[null]}})", false,
     "and leaves nothing"},
    {R"({"Statement":{"Effect":"Deny","Action":"a:b","Resource":["*",{}]}})", false, "no text"},
    {R"("{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"a:b\",\"Resource\":\"*\"}}")", true,
     "a document as text"},
    {R"("%7B%22Statement%22%3A%7B%22Effect%22:%22Deny%22,%22Action%22:%22a:b%22,)"
     R"(%22Resource%22:%22*%22%7D%7D")",
     true, "URL-encoded"},
    {R"("nothing")", false, "no JSON"},
    {"[]", false, "no object"},
};

TEST(ReferenceDocuments, AreTakenAsIamDoes) {
  for (const DocumentCase& c : kDocuments) {
    EXPECT_EQ(IsValid(PolicyType::kIdentity, c.text), c.is_valid) << c.text << ": " << c.because;
  }
}

struct TypeCase {
  PolicyType type;
  std::string_view statement;
  bool is_valid;
  std::string_view because;
};
constexpr PolicyType kRcp = PolicyType::kResourceControl;
constexpr TypeCase kTypes[] = {
    {PolicyType::kServiceControl, R"("Effect":"Allow","Action":"s3:*","Resource":"a")", true,
     "SCPs have the full language"},
    {PolicyType::kServiceControl,
     R"("Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"a")", false,
     "but no principal"},
    {PolicyType::kResource, R"("Effect":"Allow","Action":"s3:*","Resource":"*")", false,
     "a resource policy without principal"},
    {PolicyType::kResource, R"("Effect":"Allow","Principal":"*","Action":"ecr:*")", true,
     "some resource policies name no resource"},
    {PolicyType::kResource, R"("Effect":"Allow","NotPrincipal":{"AWS":"u"},"Action":"sqs:*")", true,
     "evaluated where AWS takes it"},
    {PolicyType::kBucket, R"("Effect":"Allow","NotPrincipal":{"AWS":"u"},"Action":"s3:*")", false,
     "S3 does not"},
    {PolicyType::kBucket, R"("Effect":"Deny","NotPrincipal":{"AWS":"u"},"Action":"s3:*")", true,
     "unless it denies"},
    {PolicyType::kResource,
     R"("Effect":"Deny","Principal":"*","NotPrincipal":{"AWS":"u"},"Action":"sqs:*")", false,
     "both"},
    {PolicyType::kResource, R"("Effect":"Allow","Principal":"u","Action":"sqs:*")", false,
     "text other than a star"},
    {PolicyType::kResource, R"("Effect":"Allow","Principal":["*"],"Action":"sqs:*")", false,
     "an array"},
    {PolicyType::kResource, R"("Effect":"Allow","Principal":{"aws":"*"},"Action":"sqs:*")", false,
     "an unknown kind"},
    {PolicyType::kResource, R"("Effect":"Allow","Principal":{"AWS":1},"Action":"sqs:*")", false,
     "no text"},
    {PolicyType::kTrust, R"("Effect":"Allow","Principal":"*","Action":"sts:AssumeRole")", true,
     "no resource"},
    {PolicyType::kTrust,
     R"("Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*")", false,
     "the role is the resource"},
    {PolicyType::kTrust, R"("Effect":"Deny","NotPrincipal":{"AWS":"u"},"Action":"sts:AssumeRole")",
     false, "IAM takes no NotPrincipal"},
    {kRcp, R"("Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*")", true, "an RCP"},
    {kRcp, R"("Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":"*")", true,
     "the same"},
    {kRcp, R"("Effect":"Deny","Principal":{"AWS":"1"},"Action":"s3:*","Resource":"*")", false,
     "is for everyone"},
    {kRcp, R"("Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*")", false,
     "only denies"},
    {kRcp, R"("Effect":"Allow","Principal":"*","Action":"*","Resource":"*")", true,
     "unless it is the one that AWS attaches"},
    {kRcp, R"("Effect":"Allow","Principal":"*","NotAction":"*","Resource":"*")", false,
     "which lists its actions"},
    {kRcp, R"("Effect":"Deny","Principal":"*","NotAction":"s3:*","Resource":"*")", false,
     "names its actions"},
    {kRcp, R"("Effect":"Deny","Principal":"*","Action":["s3:*","*"],"Resource":"*")", false,
     "of one service each"},
    {kRcp, R"("Effect":"Deny","Principal":"*","Action":"s3:*")", false, "and its resources"},
    {PolicyType::kEndpoint, R"("Effect":"Allow","Principal":"*","Action":"*","Resource":"*")", true,
     "what an endpoint has by default"},
    {PolicyType::kEndpoint, R"("Effect":"Allow","Action":"*","Resource":"*")", false,
     "it names principals"},
    {PolicyType::kEndpoint, R"("Effect":"Allow","Principal":"*","Action":"*")", false,
     "and resources"},
};

TEST(ReferenceDocuments, AreTakenByTheirType) {
  for (const TypeCase& c : kTypes) {
    const std::string text = R"({"Statement":{)" + std::string(c.statement) + "}}";
    EXPECT_EQ(IsValid(c.type, text), c.is_valid) << text << ": " << c.because;
  }
}

struct OperatorCase {
  std::string_view name, base;  // no base: no operator
};
constexpr OperatorCase kOperators[] = {
    {"StringEquals", "StringEquals"},
    {"stringequals", "StringEquals"},
    {"ForAllValues:ArnNotLike", "ArnNotLike"},
    {"ForAnyValue:StringEqualsIfExists", "StringEquals"},
    {"ForAnyValue::StringEqualsIfExists", ""},
    {"BoolIfExists", "Bool"},
    {"Null", "Null"},
    {"NullIfExists", ""},
    {"ForAllValues:Null", ""},
    {"BinaryNotEquals", ""},
    {"NotStringEquals", ""},
    {"", ""},
};

TEST(ReferenceDocuments, KnowTheOperators) {
  for (const OperatorCase& c : kOperators) {
    const std::optional<ConditionOperator> op = ParseConditionOperator(c.name);
    EXPECT_EQ(op.has_value() ? op->base : "", c.base) << c.name;
  }
}

}  // namespace
}  // namespace iamsift::reference
