#include "tests/reference/matching.h"

#include <gtest/gtest.h>

#include <string_view>

namespace iamsift::reference {
namespace {

struct ActionCase {
  std::string_view pattern, action;
  bool matches;
  std::string_view because;
};
constexpr ActionCase kActions[] = {
    {"s3:GetObject", "s3:GetObject", true, "itself"},
    {"S3:getOBJECT", "s3:GetObject", true, "without case"},
    {"s3:Get*", "s3:GetObject", true, "any run"},
    {"s3:GetObject*", "s3:GetObject", true, "also an empty one"},
    {"s3:Get?bject", "s3:GetObject", true, "exactly one"},
    {"s3:GetObject?", "s3:GetObject", false, "not none"},
    {"s3:*Object", "s3:GetObjectAcl", false, "the end is anchored"},
    {"*", "s3:GetObject", true, "every action"},
    {"**", "s3:GetObject", true, "stars only"},
    {"*:*", "s3:GetObject", true, "the same"},
    {"s*:Get*", "s3:GetObject", true, "a wildcard in the prefix"},
    {"*:Get*", "iam:GetRole", true, "a wildcard in the prefix"},
    {"s3*", "s3:GetObject", false, "prefix and name are compared separately"},
    {"s3", "s3:GetObject", false, "no name"},
    {"", "s3:GetObject", false, "nothing"},
    {"s3:", "s3:GetObject", false, "an empty name"},
    {"s3:Get*,s3:*", "s3:GetObject", false, "a comma"},
    {"s3:Get* ", "s3:GetObject", false, "white space"},
    {"s3:Get:*", "s3:GetObject", false, "names hold no colon"},
};

TEST(ReferenceActions, Match) {
  for (const ActionCase& c : kActions) {
    EXPECT_EQ(ActionMatches(c.pattern, c.action), c.matches)
        << c.pattern << " against " << c.action << ": " << c.because;
  }
}

constexpr std::string_view kInstance = "arn:aws:ec2:us-east-1:111111111111:instance/i-1";

struct ResourceCase {
  std::string_view pattern, resource;
  bool matches;
  std::string_view because;
};
constexpr ResourceCase kResources[] = {
    {"*", "*", true, "stars only match what has no resource"},
    {"**", kInstance, true, "and everything else"},
    {"arn:aws:s3:::b", "arn:aws:s3:::b", true, "itself"},
    {"arn:aws:s3:::B", "arn:aws:s3:::b", false, "with case"},
    {"ARN:aws:s3:::b", "arn:aws:s3:::b", false, "everywhere"},
    {"arn:aws:s3:::b/*", "arn:aws:s3:::b/", true, "the empty run"},
    {"arn:aws:s3:::b/*", "arn:aws:s3:::b/x/y", true, "slashes"},
    {"arn:aws:s3:::b/?", "arn:aws:s3:::b/é", true, "one character of two bytes"},
    {"arn:aws:s3:::b/??", "arn:aws:s3:::b/é", false, "is no two characters"},
    {"arn:aws:s3:::b?x", "arn:aws:s3:::b:x", true, "behind the fifth colon colons are plain"},
    {"arn:aws:lambda:*:*:function:f*", "arn:aws:lambda:us:1:function:fn:prod", true, "for stars"},
    {"arn:aws:ec2:us?east-1:111111111111:instance/i-1", kInstance, true, "inside its part"},
    {"arn:aws:ec2?us-east-1:111111111111:instance/i-1", kInstance, false,
     "before, `?` takes no colon"},
    {"arn:aws:ec2:us-*1:111111111111:instance/i-1", kInstance, true, "a star inside its part"},
    {"arn:aws:ec2:us*11:instance/i-1", kInstance, false, "which it does not leave"},
    {"arn:aws:ec2:us*:instance/i-1", kInstance, true, "unless it ends the part"},
    {"arn:aws:ec2:*:instance/i-1", kInstance, true, "then it runs on"},
    {"arn:aws:ec2:**:instance/i-1", kInstance, true, "as two do"},
    {"arn:aws:sqs:*", "arn:aws:sqs:us-east-1:111111111111:q", true, "also at the end"},
    {"arn:aws:e*2*", kInstance, true, "at the end of a short pattern"},
    {"arn:aws:ec2", kInstance, true, "the parts that are missing are stars"},
    {"arn:aws:s3", kInstance, false, "of that service"},
    {"arn", kInstance, true, "very short"},
    {"", kInstance, false, "nothing"},
    {"arn:aws:ec2:us-east-1:111111111111", kInstance, true, "one part is missing"},
    {"arn:aws:ec2:*:instance", kInstance, false, "neither as written nor with a sixth part"},
    {"arn:aws:ec2:*:*:*/x", kInstance, false, "a wildcard in the type matches normally"},
    {"arn:aws:ec2:*:*:*/i-1", kInstance, true, "a wildcard in the type matches normally"},
    {"arn:*:ec2:us-east-1:111111111111:instance/i-1", kInstance, true, "in the partition too"},
    {"arn:aws:ec?:us-east-1:111111111111:instance/i-1", kInstance, true, "in the service too"},
    {"arn:aws:ec2:*:*:*", "*", false, "an ARN is no resource of all"},
    {"arn:aws:s3:::*", "*", false, "unless the action is s3:ListAllMyBuckets"},
};

bool Matches(std::string_view pattern, const Request& request) {
  const auto parsed = ParsePattern(pattern, {true, request.context});
  return parsed.has_value() && ResourceMatches(*parsed, request);
}

TEST(ReferenceResources, Match) {
  for (const ResourceCase& c : kResources) {
    Request request;
    request.action = "ec2:StartInstances";
    request.resource = c.resource;
    EXPECT_EQ(Matches(c.pattern, request), c.matches)
        << c.pattern << " against " << c.resource << ": " << c.because;
  }
}

TEST(ReferenceResources, HaveOneExceptionForListingBuckets) {
  Request request;
  request.action = "S3:listallmybuckets";
  request.resource = "*";
  EXPECT_TRUE(Matches("arn:aws:s3:::*", request));
  EXPECT_TRUE(Matches("arn:aws-cn:s3:::*", request));
  EXPECT_FALSE(Matches("arn:aws:s3:::b*", request));
  EXPECT_FALSE(Matches("arn:aws:s3:*:*:*", request));
  EXPECT_FALSE(Matches("arn:aws:s3", request));
  request.action = "s3:ListBucket";
  EXPECT_FALSE(Matches("arn:aws:s3:::*", request));
}

struct VariableCase {
  std::string_view pattern, text;
  bool matches;
  std::string_view because;
};
constexpr VariableCase kVariables[] = {
    {"home/${aws:username}", "home/u", true, "set"},
    {"home/${AWS:USERNAME}", "home/u", true, "key names ignore case"},
    {"home/${aws:PrincipalTag/a/b:c}", "home/tag", true, "slashes and colons in a key"},
    {"${unset}", "", false, "unset matches nothing"},
    {"x${unset}*", "x", false, "unset matches nothing"},
    {"${unset, 'd'}", "d", true, "a default"},
    {"${unset, ''}", "", true, "an empty default"},
    {"${aws:username, 'd'}", "u", true, "the value goes before"},
    {"${unset,'d'}", "d", false, "comma and space"},
    {"${unset, \"d\"}", "d", false, "single quotes"},
    {"${unset, '*'}", "any", false, "a default is literal"},
    {"${star}", "any", false, "a value is literal"},
    {"${star}", "*", true, "a value is literal"},
    {"${*}", "*", true, "a literal star"},
    {"${*}", "x", false, "a literal star"},
    {"${?}", "?", true, "a literal question mark"},
    {"${$}{aws:username}", "${aws:username}", true, "a literal dollar"},
    {"a${empty}b", "ab", true, "set to the empty string"},
    {"${many}", "a", false, "a multivalued key counts as unset"},
    {"${many, 'd'}", "d", true, "a multivalued key counts as unset"},
    {"${aws:username", "${aws:username", true, "not closed: plain text"},
    {"$u", "$u", true, "no brace: plain text"},
    {"a${}*", "a${}b", true, "names nothing: plain text"},
};

Context ContextOfVariables() {
  return {{"aws:username", {false, {"u"}}},
          {"aws:principaltag/a/b:c", {false, {"tag"}}},
          {"star", {false, {"*"}}},
          {"empty", {false, {""}}},
          {"many", {true, {"a"}}}};
}

TEST(ReferenceVariables, AreReplaced) {
  const Context context = ContextOfVariables();
  for (const VariableCase& c : kVariables) {
    const auto pattern = ParsePattern(c.pattern, {true, context});
    EXPECT_EQ(pattern.has_value() && GlobMatches(*pattern, c.text), c.matches)
        << c.pattern << " against " << c.text << ": " << c.because;
  }
}

TEST(ReferenceVariables, ArePlainTextBefore2012) {
  const Context context = ContextOfVariables();
  const auto pattern = ParsePattern("${*}${unset}", {false, context});
  ASSERT_TRUE(pattern.has_value());
  EXPECT_TRUE(GlobMatches(*pattern, "${any}${unset}"));
  EXPECT_FALSE(GlobMatches(*pattern, "*"));
}

struct ArnCase {
  std::string_view pattern, text;
  bool matches;
  std::string_view because;
};
constexpr ArnCase kArns[] = {
    {"arn:aws:s3:::b", "arn:aws:s3:::b", true, "itself"},
    {"arn:aws:s3:::*", "arn:aws:s3:::b:c/d", true, "the last part has colons"},
    {"arn:aws:x:*:1111:f/*", "arn:aws:x:us:9999:s/a:1111:f/d", false, "a star keeps to its part"},
    {"arn:aws:sns:*", "arn:aws:sns:us:1:t", false, "fewer than six parts"},
    {"*", "arn:aws:sns:us:1:t", true, "stars only"},
    {"**", "no arn", true, "stars only"},
    {"*:*:*:*:*:*", "arn:aws:sns:us:1:t", true, "part by part"},
    {"*:*:*:*:*:*", "no arn", false, "no ARN"},
    {"arn:aws:s?:::b", "arn:aws:s3:::b", true, "one character"},
    {"arn:aws:S3:::b", "arn:aws:s3:::b", false, "with case"},
    {"arn:aws:s3:::${aws:username}", "arn:aws:s3:::u", true, "a variable"},
    {"arn:${aws:PrincipalTag/a/b:c}:s3:::b", "arn:tag:s3:::b", true, "its colon splits nothing"},
};

TEST(ReferenceArns, MatchPartByPart) {
  const Context context = ContextOfVariables();
  for (const ArnCase& c : kArns) {
    const auto pattern = ParsePattern(c.pattern, {true, context});
    EXPECT_EQ(pattern.has_value() && ArnMatchesByParts(*pattern, c.text), c.matches)
        << c.pattern << " against " << c.text << ": " << c.because;
  }
}

TEST(ReferenceResources, OfANotResourceWithAnUnsetVariableNeverApply) {
  Request request;
  request.resource = "arn:aws:s3:::b";
  Statement statement;
  statement.resource_element = ResourceElement::kNotResource;
  statement.resources = {"arn:aws:s3:::a"};
  EXPECT_TRUE(ResourceApplies(statement, true, request));
  statement.resources = {"arn:aws:s3:::a", "arn:aws:s3:::${unset}"};
  EXPECT_FALSE(ResourceApplies(statement, true, request));
  EXPECT_TRUE(ResourceApplies(statement, false, request));
  request.resource = "*";
  EXPECT_TRUE(ResourceApplies(statement, false, request));
}

}  // namespace
}  // namespace iamsift::reference
