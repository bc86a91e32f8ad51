#include "analyzer/match/value_template.h"

#include <gtest/gtest.h>

#include "analyzer/match/keys_for_test.h"

namespace iamsift {
namespace {

constexpr Truth T = Truth::kTrue, F = Truth::kFalse, U = Truth::kUnknown;

WrittenKeys Request() {
  WrittenKeys keys;
  return keys.One("aws:username", "u")
      .One("aws:principaltag/star", "*")
      .One("aws:principaltag/empty", "")
      .Several("aws:tagkeys", {"u"})
      .Prefix("aws:userid", "AROAX:")
      .Unknown("aws:sourceip");
}

struct TemplateCase {
  std::string_view written, text;
  Truth matches;
  std::string_view because;
};
constexpr TemplateCase kTemplates[] = {
    {"home/${aws:username}/*", "home/u/x", T, "a value"},
    {"home/${AWS:UserName}", "home/u", T, "key names ignore case"},
    {"home/${aws:username}", "home/v", F, "another value"},
    {"${aws:PrincipalTag/star}", "*", T, "a star inside a value"},
    {"${aws:PrincipalTag/star}", "x", F, "is no wildcard"},
    {"a${aws:PrincipalTag/empty}b", "ab", T, "a key set to the empty string"},
    {"${aws:PrincipalTag/none}", "", F, "no value at all"},
    {"${aws:PrincipalTag/none, 'd'}*", "dx", T, "a default"},
    {"${aws:PrincipalTag/empty, 'd'}", "d", F, "the default of a key that is set"},
    {"${aws:TagKeys}", "u", F, "keys of several values are no variables"},
    {"${aws:TagKeys, 'd'}", "d", T, "so that the default counts"},
    {"a${*}b", "a*b", T, "an escape"},
    {"a${*}b", "axb", F, "is no wildcard"},
    {"${$}{aws:username}", "${aws:username}", T, "a dollar sign"},
    {"${aws:username", "${aws:username", T, "never closed: plain text"},
    {"${aws:SourceIp}/x", "10.0.0.1/x", U, "not known"},
    {"${aws:SourceIp}/x", "10.0.0.1/y", F, "whatever it holds"},
    {"${aws:userid}", "AROAX:s", U, "a prefix is not the value"},
    {"${aws:SourceIp}${aws:PrincipalTag/none}", "x", F, "one is unset, whatever the other holds"},
};

TEST(ValueTemplate, IsFilledFromTheRequest) {
  const WrittenKeys keys = Request();
  for (const TemplateCase& c : kTemplates) {
    const ValueTemplate value = CompileTemplate(c.written, /*wildcards=*/true, /*variables=*/true);
    EXPECT_EQ(Matches(Fill(value.tokens, value.variables, keys), c.text), c.matches)
        << c.written << " " << c.text << ": " << c.because;
  }
}

TEST(ValueTemplate, IsPlainTextWhereNothingIsSpecial) {
  const WrittenKeys keys = Request();
  const ValueTemplate value = CompileTemplate("*${aws:username}", false, false);
  EXPECT_TRUE(value.variables.empty());
  EXPECT_EQ(Matches(Fill(value.tokens, {}, keys), "*${aws:username}"), T);
  EXPECT_EQ(Matches(Fill(value.tokens, {}, keys), "xu"), F);
}

TEST(ValueTemplate, KeepsUnknownVariablesByTheirPlace) {
  const WrittenKeys keys = Request();
  const ValueTemplate value = CompileTemplate("${aws:username}${aws:SourceIp}", true, true);
  const FilledTemplate filled = Fill(value.tokens, value.variables, keys);
  EXPECT_EQ(filled.is_set, U);
  ASSERT_EQ(filled.tokens.size(), 2u);
  EXPECT_EQ(filled.tokens[0].kind, TokenKind::kLiteral);
  EXPECT_EQ(filled.tokens[1], (GlobToken{.kind = TokenKind::kVariable, .variable = 1}));
}

}  // namespace
}  // namespace iamsift
