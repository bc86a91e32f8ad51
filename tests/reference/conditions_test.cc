#include "tests/reference/conditions.h"

#include <gtest/gtest.h>

#include <string_view>

namespace iamsift::reference {
namespace {

// The context and the Condition of a case, as they would stand there, and whether it holds.
bool Holds(std::string_view context, std::string_view condition,
           std::string_view version = "2012-10-17") {
  const std::string line =
      R"({"v":1,"id":"x","principal":{"arn":"anonymous"},"request":{"action":"a:b","resource":"*",)"
      R"("context":)" +
      std::string(context) + R"(},"identityPolicies":[{"document":{"Version":")" +
      std::string(version) +
      R"(","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":)" +
      std::string(condition) + "}}}]}";
  std::string why;
  const std::optional<Case> c = ReadCase(line, why);
  EXPECT_TRUE(c.has_value()) << line << why;
  if (!c.has_value()) return false;
  const Document& document = c->identity[0];
  return ConditionsHold(document.statements[0], document.has_variables, c->request.context);
}

struct ValueCase {
  std::string_view op, value, wanted;
  bool holds;
};
constexpr ValueCase kValues[] = {
    {"StringEquals", "a", "a", true},
    {"StringEquals", "a", "A", false},
    {"StringEquals", "ab", "a*", false},
    {"StringEquals", "a*", "a*", true},
    {"StringNotEquals", "a", "a", false},
    {"StringNotEquals", "a", "b", true},
    {"StringEqualsIgnoreCase", "a", "A", true},
    {"StringEqualsIgnoreCase", "a", "b", false},
    {"StringNotEqualsIgnoreCase", "a", "A", false},
    {"StringNotEqualsIgnoreCase", "a", "b", true},
    {"StringLike", "a:b/c", "a*c", true},
    {"StringLike", "a", "A", false},
    {"StringLike", "ab", "a?", true},
    {"StringNotLike", "ab", "a?", false},
    {"StringNotLike", "ab", "a", true},
    {"ArnEquals", "arn:aws:s3:::b", "arn:aws:s3:::*", true},
    {"ArnLike", "arn:aws:s3:::b", "arn:aws:*", false},
    {"ArnNotEquals", "arn:aws:s3:::b", "arn:aws:s3:::*", false},
    {"ArnNotLike", "arn:aws:s3:::b", "arn:aws:s3:::c", true},
    {"ArnNotLike", "no arn", "arn:aws:s3:::c", true},
    {"ArnLike", "no arn", "*", true},
    {"NumericEquals", "10.0", "10", true},
    {"NumericNotEquals", "10.0", "10", false},
    {"NumericNotEquals", "ten", "10", true},
    {"NumericLessThan", "9", "10", true},
    {"NumericLessThan", "10", "10", false},
    {"NumericLessThanEquals", "10", "10", true},
    {"NumericGreaterThan", "10", "10", false},
    {"NumericGreaterThan", "11", "10", true},
    {"NumericGreaterThanEquals", "10", "10", true},
    {"NumericGreaterThanEquals", "9", "10", false},
    {"DateEquals", "2024-01-01", "1704067200", true},
    {"DateNotEquals", "2024-01-01", "1704067200", false},
    {"DateNotEquals", "soon", "1704067200", true},
    {"DateLessThan", "2023-12-31", "1704067200", true},
    {"DateLessThanEquals", "2024-01-01", "1704067200", true},
    {"DateGreaterThan", "2024-01-01", "1704067200", false},
    {"DateGreaterThanEquals", "2024-01-01", "1704067200", true},
    {"Bool", "True", "true", true},
    {"Bool", "false", "true", false},
    {"Bool", "1", "true", false},
    {"Bool", "1", "1", false},
    {"BinaryEquals", "QUJD", "QUJD", true},
    {"BinaryEquals", "QUJD", "quJD", false},
    {"BinaryEquals", "no base64", "no base64", false},
    {"IpAddress", "10.0.0.1", "10.0.0.0/8", true},
    {"IpAddress", "11.0.0.1", "10.0.0.0/8", false},
    {"NotIpAddress", "10.0.0.1", "10.0.0.0/8", false},
    {"NotIpAddress", "11.0.0.1", "10.0.0.0/8", true},
    {"NotIpAddress", "nowhere", "10.0.0.0/8", true},
    {"stringlike", "ab", "a*", true},
};

TEST(ReferenceConditions, CompareOneValueWithOne) {
  for (const ValueCase& c : kValues) {
    const std::string context = R"({"k":")" + std::string(c.value) + R"("})";
    const std::string condition =
        R"({")" + std::string(c.op) + R"(":{"K":")" + std::string(c.wanted) + R"("}})";
    EXPECT_EQ(Holds(context, condition), c.holds) << context << " " << condition;
  }
}

struct ShapeCase {
  std::string_view context, condition;
  bool holds;
  std::string_view because;
};
constexpr ShapeCase kShapes[] = {
    {"{}", "{}", true, "nothing to test"},
    {"{}", R"({"StringEquals":{}})", true, "nothing to test"},
    {R"({"k":"b"})", R"({"StringEquals":{"k":["a","b"]}})", true, "values are an OR"},
    {R"({"k":"b"})", R"({"StringNotEquals":{"k":["a","b"]}})", false, "negated a NOR"},
    {R"({"k":"b"})", R"({"StringEquals":{"k":"b","l":"b"}})", false, "keys are an AND"},
    {R"({"k":"b"})", R"({"StringEquals":{"k":"b"},"StringLike":{"k":"c"}})", false,
     "operators are an AND"},
    {R"({"k":"b"})", R"({"StringEquals":{"k":"a","K":"b"}})", false, "two spellings, two tests"},
    {R"({"k":"b"})", R"({"StringEquals":{"k":[]}})", false, "no value"},
    {R"({"k":"b"})", R"({"StringNotEquals":{"k":[]}})", true, "no value"},
    {R"({"k":true,"l":7})", R"({"StringEquals":{"k":"true","l":"7"}})", true, "read as text"},
    {R"({"k":"true"})", R"({"StringEquals":{"k":true}})", true, "read as text"},
    {R"({"k":"1.50"})", R"({"StringEquals":{"k":1.50}})", true, "as it is spelt"},
    // A missing key.
    {"{}", R"({"StringEquals":{"k":"a"}})", false, "positive"},
    {"{}", R"({"StringNotEquals":{"k":"a"}})", true, "negated"},
    {"{}", R"({"NotIpAddress":{"k":"10.0.0.0/8"}})", true, "negated"},
    {"{}", R"({"NumericNotEquals":{"k":"1"}})", true, "negated"},
    {"{}", R"({"StringEqualsIfExists":{"k":"a"}})", true, "if it exists"},
    {"{}", R"({"StringNotEqualsIfExists":{"k":"a"}})", true, "if it exists"},
    {R"({"k":"b"})", R"({"StringEqualsIfExists":{"k":"a"}})", false, "it does exist"},
    {R"({"k":null})", R"({"StringEquals":{"k":"a"}})", false, "known to be absent"},
    {R"({"k":[]})", R"({"StringNotEquals":{"k":"a"}})", true, "an empty set is missing"},
    {"{}", R"({"Null":{"k":"true"}})", true, "absent"},
    {"{}", R"({"Null":{"k":"false"}})", false, "absent"},
    {R"({"k":""})", R"({"Null":{"k":"true"}})", false, "present"},
    {R"({"k":""})", R"({"Null":{"k":false}})", true, "present"},
    {R"({"k":[]})", R"({"Null":{"k":"true"}})", true, "an empty set is missing"},
    {R"({"k":["a","b"]})", R"({"Null":{"k":"false"}})", true, "a set is present"},
    {"{}", R"({"Null":{"k":["true","false"]}})", true, "one of them"},
    {"{}", R"({"Null":{"k":"maybe"}})", false, "neither"},
    {"{}", R"({"Null":{"k":[]}})", false, "no value"},
    // Sets.
    {R"({"k":["a","b"]})", R"({"ForAllValues:StringEquals":{"k":["a","b","c"]}})", true, "all"},
    {R"({"k":["a","d"]})", R"({"ForAllValues:StringEquals":{"k":["a","b","c"]}})", false,
     "not all"},
    {"{}", R"({"ForAllValues:StringEquals":{"k":"a"}})", true, "missing"},
    {R"({"k":[]})", R"({"ForAllValues:StringNotEquals":{"k":"a"}})", true, "empty"},
    {R"({"k":["a","d"]})", R"({"ForAnyValue:StringEquals":{"k":"d"}})", true, "some"},
    {R"({"k":["a","d"]})", R"({"ForAnyValue:StringEquals":{"k":"x"}})", false, "none"},
    {"{}", R"({"ForAnyValue:StringEquals":{"k":"a"}})", false, "missing"},
    {"{}", R"({"ForAnyValue:StringNotEquals":{"k":"a"}})", false, "missing, negated too"},
    {R"({"k":[]})", R"({"ForAnyValue:StringNotEquals":{"k":"a"}})", false, "empty"},
    {"{}", R"({"ForAnyValue:StringEqualsIfExists":{"k":"a"}})", true, "if it exists"},
    {R"({"k":["a","b"]})", R"({"ForAnyValue:StringNotEquals":{"k":["a","b"]}})", false,
     "each must match none"},
    {R"({"k":["a","c"]})", R"({"ForAnyValue:StringNotEquals":{"k":["a","b"]}})", true,
     "each must match none"},
    {R"({"k":["a","c"]})", R"({"ForAllValues:StringNotEquals":{"k":["a","b"]}})", false,
     "each must match none"},
    {R"({"k":"a"})", R"({"ForAllValues:StringEquals":{"k":"a"}})", true, "a set of one"},
    {R"({"k":"a"})", R"({"ForAnyValue:StringEquals":{"k":"b"}})", false, "a set of one"},
    {R"({"k":["a"]})", R"({"StringEquals":{"k":"a"}})", true, "one value is as a scalar"},
    {R"({"k":["a","b"]})", R"({"StringEquals":{"k":"a"}})", false, "several without operator"},
    {R"({"k":["a","b"]})", R"({"StringNotEquals":{"k":"c"}})", false, "negated as well"},
    {R"({"k":["a","b"]})", R"({"StringEqualsIfExists":{"k":"a"}})", false, "it does exist"},
    // Variables.
    {R"({"k":"u","v":"u"})", R"({"StringEquals":{"k":"${v}"}})", true, "in strings"},
    {R"({"k":"uu","v":"*"})", R"({"StringLike":{"k":"${v}"}})", false, "literal"},
    {R"({"k":"u"})", R"({"StringEquals":{"k":"${v}"}})", false, "unset matches nothing"},
    {R"({"k":"u"})", R"({"StringNotEquals":{"k":"${v}"}})", true, "unset differs"},
    {R"({"k":"u"})", R"({"StringNotEquals":{"k":["${v}","u"]}})", false, "the others count"},
    {R"({"k":"","v":""})", R"({"StringEquals":{"k":"${v}"}})", true, "empty is set"},
    {R"({"k":"arn:a:b:c:d:u","v":"u"})", R"({"ArnEquals":{"k":"arn:a:b:c:d:${v}"}})", true,
     "in ARNs"},
    {R"({"k":"1","v":"1"})", R"({"NumericEquals":{"k":"${v}"}})", false, "not in numbers"},
    {R"({"k":"true","v":"true"})", R"({"Bool":{"k":"${v}"}})", false, "not in bools"},
    {R"({"k":"*"})", R"({"StringEquals":{"k":"${*}"}})", true, "a literal star"},
};

TEST(ReferenceConditions, HoldByTheirShape) {
  for (const ShapeCase& c : kShapes) {
    EXPECT_EQ(Holds(c.context, c.condition), c.holds)
        << c.context << " " << c.condition << ": " << c.because;
  }
}

TEST(ReferenceConditions, KnowNoVariablesBefore2012) {
  const std::string_view condition = R"({"StringEquals":{"k":"${v}"}})";
  EXPECT_FALSE(Holds(R"({"k":"u","v":"u"})", condition, "2008-10-17"));
  EXPECT_TRUE(Holds(R"({"k":"${v}","v":"u"})", condition, "2008-10-17"));
}

}  // namespace
}  // namespace iamsift::reference
