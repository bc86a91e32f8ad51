#include "analyzer/eval/decide/statement_match.h"

#include <gtest/gtest.h>

#include "analyzer/base/text.h"
#include "analyzer/eval/decide/statement_fixture.h"

namespace iamsift {
namespace {

constexpr Truth T = Truth::kTrue, F = Truth::kFalse, U = Truth::kUnknown;

Truth Applies(const std::string& statement, const TestQuestion& question) {
  TestDocuments documents;
  return AppliesTo(documents.Of(statement).statements.front(), question.get(), Logic(nullptr))
      .truth;
}

// --- Actions
// ---------------------------------------------------------------------------------------

struct ActionCase {
  std::string_view element, action;
  Truth applies;
  std::string_view because;
};
constexpr ActionCase kActions[] = {
    {"'Action':'S3:getOBJECT'", "s3:GetObject", T, "without case"},
    {"'Action':'s3:Get?bject'", "s3:GetObject", T, "one character"},
    {"'Action':'**'", "s3:GetObject", T, "stars alone"},
    {"'Action':'*:*'", "s3:GetObject", T, "every service"},
    {"'Action':'s3:Get*,s3:Put*'", "s3:GetObject", F, "a comma is in no action's name"},
    {"'Action':'s3:*'", "s3-object-lambda:WriteGetObjectResponse", F, "another service"},
    {"'NotAction':'s3:*'", "sts:AssumeRole", T, "all others, in every service"},
    {"'NotAction':'s3:*'", "s3:GetObject", F, ""},
    {"'NotAction':['s3:*','sts:*']", "sts:AssumeRole", F, "none of the list"},
    {"'Action':'s3:NoSuchAction'", "s3:NoSuchAction", T, "names that the catalog lacks"},
};

TEST(StatementMatch, ComparesActions) {
  for (const ActionCase& c : kActions) {
    const TestQuestion question(c.action, "arn:aws:s3:::b/o");
    EXPECT_EQ(Applies(Concat({"{'Effect':'Allow',", c.element, ",'Resource':'*'}"}), question),
              c.applies)
        << c.element << " " << c.action << ": " << c.because;
  }
}

// --- Resources
// -------------------------------------------------------------------------------------

struct ResourceCase {
  std::string_view element, action, asked;
  Truth allow, deny;
  std::string_view because;
};
constexpr ResourceCase kResources[] = {
    {"'Resource':'*'", "s3:GetObject", "*", T, T, "everything"},
    {"'Resource':'arn:aws:iam::*:role/*'", "iam:DeleteRole", "*", T, T, "all roles"},
    {"'Resource':'arn:aws:s3:::*'", "s3:GetObject", "*", U, U, "objects of access points beside"},
    {"'Resource':'arn:aws:s3:::b/*'", "s3:GetObject", "*", U, U, "some objects"},
    {"'Resource':'arn:aws:s3:::b'", "s3:GetObject", "*", F, F, "no object"},
    {"'Resource':'arn:aws:s3:::b/*'", "s3:GetObject", "arn:aws:s3:::b/x/*", T, T, "the whole set"},
    {"'Resource':'arn:aws:s3:::b/x/*'", "s3:GetObject", "arn:aws:s3:::b/*", U, U, "a part"},
    {"'Resource':'arn:aws:s3:::c/*'", "s3:GetObject", "arn:aws:s3:::b/*", F, F, "elsewhere"},
    {"'Resource':['arn:aws:s3:::b/*','arn:aws:s3:::b?*/*']", "s3:GetObject", "arn:aws:s3:::b*/*", T,
     T, "two cover together what none covers alone"},
    {"'NotResource':'arn:aws:s3:::b/*'", "s3:GetObject", "arn:aws:s3:::b/*", F, F, "none of it"},
    {"'NotResource':'arn:aws:s3:::b/x/*'", "s3:GetObject", "arn:aws:s3:::b/*", U, U, "the rest"},
    {"'NotResource':'arn:aws:s3:::c/*'", "s3:GetObject", "arn:aws:s3:::b/*", T, T, "all of it"},
    {"'Resource':'arn:aws:sqs:eu-west-1'", "sqs:SendMessage",
     "arn:aws:sqs:eu-west-1:111122223333:q", T, U, "readings of a short ARN differ"},
    {"'Resource':'arn:aws:s3:::*'", "s3:ListAllMyBuckets", "*", T, T, "the one exception"},
    {"'Resource':'arn:aws:s3:::*'", "ec2:DescribeInstances", "*", F, F, "no resource types"},
    {"'NotResource':'arn:aws:s3:::*'", "ec2:DescribeInstances", "*", T, T, "no ARN is meant"},
};

TEST(StatementMatch, HoldsPatternsAgainstSets) {
  for (const ResourceCase& c : kResources) {
    const TestQuestion question(c.action, c.asked);
    const std::string rest = Concat({"','Action':'*',", c.element, "}"});
    EXPECT_EQ(Applies(Concat({"{'Effect':'Allow", rest}), question), c.allow)
        << c.element << " on " << c.asked << ": " << c.because;
    EXPECT_EQ(Applies(Concat({"{'Effect':'Deny", rest}), question), c.deny)
        << c.element << " on " << c.asked << ": " << c.because;
  }
}

struct VariableCase {
  std::string_view element;
  Truth set, unset, unknown;  // aws:username
  std::string_view because;
};
constexpr VariableCase kVariables[] = {
    {"'Resource':'arn:aws:s3:::b/${aws:username}'", T, F, U, "the own folder"},
    {"'Resource':'arn:aws:s3:::c/${aws:username}'", F, F, F, "whoever it is"},
    {"'NotResource':'arn:aws:s3:::b/${aws:username}'", F, F, U, "unset: does not apply"},
    {"'NotResource':'arn:aws:s3:::c/${aws:username}'", T, F, U, "unset: does not apply"},
};

TEST(StatementMatch, FillsVariablesOfResources) {
  TestQuestion set("s3:GetObject", "arn:aws:s3:::b/u"), unset("s3:GetObject", "arn:aws:s3:::b/u"),
      unknown("s3:GetObject", "arn:aws:s3:::b/u");
  set.keys.SetText("aws:username", "u");
  unset.keys.SetAbsent("aws:username");
  for (const VariableCase& c : kVariables) {
    const std::string statement = Concat({"{'Effect':'Allow','Action':'*',", c.element, "}"});
    EXPECT_EQ(Applies(statement, set), c.set) << c.element << ": " << c.because;
    EXPECT_EQ(Applies(statement, unset), c.unset) << c.element << ": " << c.because;
    EXPECT_EQ(Applies(statement, unknown), c.unknown) << c.element << ": " << c.because;
  }
}

// --- Conditions
// ------------------------------------------------------------------------------------

TEST(StatementMatch, IsWhatAllTestsSay) {
  const auto with = [](std::string_view effect, std::string_view condition) {
    TestQuestion question("s3:GetObject", "arn:aws:s3:::b/o");
    question.keys.SetText("k", "10");
    return Applies(Concat({"{'Effect':'", effect,
                           "','Action':'*','Resource':'*','Condition':", condition, "}"}),
                   question);
  };
  EXPECT_EQ(with("Allow", "{}"), T);
  EXPECT_EQ(with("Allow", "{'StringEquals':{'k':'10','u':'x'}}"), U);
  EXPECT_EQ(with("Allow", "{'StringEquals':{'k':'9','u':'x'}}"), F) << "one false test decides";
  EXPECT_EQ(with("Allow", "{'NumericEquals':{'k':'ten'}}"), F);
  EXPECT_EQ(with("Deny", "{'NumericEquals':{'k':'ten'}}"), U)
      << "what AWS makes of a malformed value is not taken for `does not apply`";
}

TEST(StatementMatch, TellsWhatItHangsOn) {
  TestDocuments documents;
  const TestQuestion question("s3:GetObject", "arn:aws:s3:::b/*");
  Formula formula;
  const DecisionDocument& document = documents.Of(
      "{'Effect':'Deny','Action':'*','Resource':'arn:aws:s3:::b/x/*',"
      "'Condition':{'StringLike':{'S3:Prefix':['a*','b*']}}}");
  const LogicValue applies =
      AppliesTo(document.statements.front(), question.get(), Logic(&formula));
  EXPECT_EQ(formula.ToText(applies.formula),
            "resource in arn:aws:s3:::b/x/* and StringLike s3:prefix a* | b*");
}

}  // namespace
}  // namespace iamsift
