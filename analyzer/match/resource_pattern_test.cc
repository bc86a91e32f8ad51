#include "analyzer/match/resource_pattern.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace iamsift {
namespace {

ResourcePattern In2012(std::string_view text) {
  return CompileResourcePattern(text, LanguageVersion::k2012);
}

std::vector<ResourcePattern> Patterns(const std::vector<std::string_view>& texts) {
  std::vector<ResourcePattern> patterns;
  for (const std::string_view text : texts) patterns.push_back(In2012(text));
  return patterns;
}

struct MatchCase {
  std::string_view pattern, arn;
  bool matches;
  std::string_view because;
};
constexpr MatchCase kMatches[] = {
    {"*", "arn:aws:s3:::b", true, "stars match everything"},
    {"**", "*", true, "the resource of actions without types too"},
    {"arn:*", "*", false, "an ARN never meets the resource `*`"},
    {"?", "*", false, "nor does any other pattern"},
    {"arn:aws:s3:::Data/*", "arn:aws:s3:::data/x", false, "ARNs have case"},
    {"arn:aws:s3:::d*", "arn:aws:s3:::docs-secret/x/y", true, "a star takes slashes"},
    {"arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b//test/o.jpg", true, "a star may be empty"},
    {"arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/1-test/o.jpg", false, "a slash is missing"},
    {"arn:aws:s3:::b/?", "arn:aws:s3:::b/", false, "? is exactly one"},
    {"arn:aws:s3:::b/*", "arn:aws:s3:::b", false, "the bucket is not in the bucket"},
    {"arn:aws:lambda:r:1:function:f*", "arn:aws:lambda:r:1:function:fn:prod", true,
     "behind the fifth colon a star takes colons"},
    {"arn:aws:lambda:r:1:function:fn", "arn:aws:lambda:r:1:function:fn:prod", false, "no star"},
    {"arn:aws:ec2:*:*:*/*", "arn:aws:ec2:r:1:instance/i-1", true, "stars in every part"},
    {"arn:aws:sqs:*", "arn:aws:sqs:r:1:queue", true, "a star at the end of a part runs on"},
    {"arn:aws:ec2:*:instance/i-1", "arn:aws:ec2:r:1:instance/i-1", true, "in the middle too"},
    {"arn:aws:sqs:us-*-1:1:q", "arn:aws:sqs:us-east-1:1:q", true, "a star inside its part"},
    {"arn:aws:sqs:us-*-1:1:q", "arn:aws:sqs:us-x:y-1:1:q", false, "which it does not leave"},
    {"arn:aws:sqs:?:1:q", "arn:aws:sqs:::1:q", false, "? inside a part is no colon"},
    {"arn:aws:s3:::?", "arn:aws:s3::::", true, "behind the fifth colon it may be"},
    {"arn:aws:sqs:us-east-1", "arn:aws:sqs:us-east-1:1:q", true, "short ARNs are padded"},
    {"arn:aws:sqs:us-east-1", "arn:aws:sqs:us-east-2:1:q", false, "with what they have kept"},
    {"arn:aws:s3:::home/${aws:username}", "arn:aws:s3:::home/bob", false, "no value is known"},
    {"arn:aws:s3:::b/${*}", "arn:aws:s3:::b/*", true, "an escaped star is a star"},
    {"arn:aws:s3:::b/${*}", "arn:aws:s3:::b/x", false, "and nothing else"},
    {"arn:aws:s3:::b/${", "arn:aws:s3:::b/${", true, "an open brace is text"},
};

TEST(ResourcePattern, MatchesArnsAsIamDoes) {
  for (const MatchCase& c : kMatches) {
    EXPECT_EQ(MatchesArn(In2012(c.pattern), c.arn), c.matches)
        << c.pattern << " on " << c.arn << ": " << c.because;
  }
}

TEST(ResourcePattern, ReadsVariablesIn2012DocumentsOnly) {
  const std::string_view text = "arn:aws:s3:::home/${aws:username}*";
  const ResourcePattern now = In2012(text);
  EXPECT_TRUE(now.has_variable);
  ASSERT_EQ(now.variables.size(), 1U);
  EXPECT_EQ(now.variables[0].key, "aws:username");
  const ResourcePattern then = CompileResourcePattern(text, LanguageVersion::k2008);
  EXPECT_FALSE(then.has_variable);
  EXPECT_TRUE(MatchesArn(then, "arn:aws:s3:::home/${aws:username}/x"));
}

TEST(ResourcePattern, SplitsAtColonsOutsideVariables) {
  const ResourcePattern pattern = In2012("arn:aws:kms:*:${aws:PrincipalAccount}:key/*");
  ASSERT_TRUE(pattern.is_arn);
  EXPECT_EQ(pattern.service, "kms");
  EXPECT_EQ(pattern.account, "${aws:PrincipalAccount}");
  EXPECT_EQ(pattern.resource, "key/*");
  EXPECT_FALSE(In2012("arn:aws:kms:*").is_arn);
}

TEST(ResourcePattern, ReadsDefaultsOfVariables) {
  const ResourcePattern pattern = In2012("arn:aws:s3:::b/${aws:PrincipalTag/team, 'none'}/*");
  ASSERT_EQ(pattern.variables.size(), 1U);
  EXPECT_EQ(pattern.variables[0].key, "aws:PrincipalTag/team");
  EXPECT_EQ(pattern.variables[0].default_text, "none");
}

struct ContainsCase {
  std::vector<std::string_view> wide;
  std::string_view narrow;
  bool contains;
  std::string_view because;
};

TEST(ResourcePattern, ContainsOthers) {
  const ContainsCase cases[] = {
      {{"*"}, "arn:aws:s3:::b", true, "everything"},
      {{"arn:*"}, "*", false, "`*` also means actions without types"},
      {{"arn:aws:s3:::b*"}, "arn:aws:s3:::bucket/*", true, "a prefix"},
      {{"arn:aws:s3:::bucket/*"}, "arn:aws:s3:::b*", false, "the other way round"},
      {{"arn:aws:s3:::a*", "arn:aws:s3:::b*"}, "arn:aws:s3:::b1", true, "one of several"},
      {{"arn:aws:s3:::b/?*", "arn:aws:s3:::b/"}, "arn:aws:s3:::b/*", true, "only together"},
      {{"arn:aws:sqs:*:1:*"}, "arn:aws:sqs:us-east-1:1:q", true, "one Region of all"},
      {{"arn:aws:sqs:us-east-1:1:*"}, "arn:aws:sqs:*:1:*", false, "all Regions of one"},
      {{"arn:aws:sqs:*"}, "arn:aws:sqs:*:*:*", true, "a star that runs on"},
      {{"arn:aws:s3:::h/${aws:username}/*"},
       "arn:aws:s3:::h/${AWS:UserName}/x",
       true,
       "the same variable in another case"},
      {{"arn:aws:s3:::h/${aws:username}/*"},
       "arn:aws:s3:::h/${aws:userid}/x",
       false,
       "another variable"},
      {{"arn:aws:s3:::h/${aws:PrincipalTag/t, 'a'}"},
       "arn:aws:s3:::h/${aws:PrincipalTag/t}",
       false,
       "another default"},
      {{"arn:aws:s3:::h/*"}, "arn:aws:s3:::h/${aws:username}/x", true, "whatever the value is"},
      {{}, "arn:aws:s3:::b", false, "an empty list"},
  };
  for (const ContainsCase& c : cases) {
    EXPECT_EQ(ContainsPattern(Patterns(c.wide), In2012(c.narrow)), c.contains)
        << c.narrow << ": " << c.because;
  }
}

TEST(ResourcePattern, ComparesTextsOfDifferentVersionsByMeaning) {
  const std::string_view text = "arn:aws:s3:::h/${aws:username}";
  const ResourcePattern then = CompileResourcePattern(text, LanguageVersion::k2008);
  EXPECT_FALSE(ContainsPattern({In2012(text)}, then));
  EXPECT_FALSE(ContainsPattern({then}, In2012(text)));
}

TEST(ResourcePattern, MeetsOthers) {
  EXPECT_TRUE(PatternsMeet(In2012("arn:aws:s3:::a*"), In2012("arn:aws:s3:::*b")));
  EXPECT_FALSE(PatternsMeet(In2012("arn:aws:s3:::a*"), In2012("arn:aws:s3:::b*")));
  EXPECT_TRUE(PatternsMeet(In2012("*"), In2012("arn:aws:s3:::b*")));
  EXPECT_TRUE(PatternsMeet(In2012("arn:aws:s3:::h/${aws:username}"), In2012("arn:aws:s3:::h/x")));
}

TEST(ResourceList, SpeaksOfWhatNotResourceLeaves) {
  const ResourceList listed{.is_negated = false, .patterns = Patterns({"arn:aws:s3:::hr*"})};
  const ResourceList left{.is_negated = true, .patterns = Patterns({"arn:aws:s3:::hr*"})};
  EXPECT_TRUE(listed.Matches("arn:aws:s3:::hr/x"));
  EXPECT_FALSE(left.Matches("arn:aws:s3:::hr/x"));
  EXPECT_TRUE(left.Matches("*")) << "actions without types are never excluded by ARNs";
  EXPECT_FALSE(left.IsEverything());
}

}  // namespace
}  // namespace iamsift
