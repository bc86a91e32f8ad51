#include "analyzer/match/compiled_document.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/base/text.h"
#include "analyzer/match/catalog_for_test.h"
#include "analyzer/policy/parsed_for_test.h"

namespace iamsift {
namespace {

// One compiled statement with the document that it points into.
struct Compiled {
  ParsedPolicy parsed;
  CompiledDocument document;

  const CompiledStatement& statement() const { return document.statements.at(0); }
};

// Everything of the statement but the outermost braces.
Compiled Compile(std::string_view statement, PolicyKind kind = PolicyKind::kIdentity) {
  Compiled compiled{
      .parsed = ParseForTest(
          Concat({R"({"Version":"2012-10-17","Statement":[{)", statement, "}]}"}), kind)};
  compiled.document = CompileDocument(TestCatalog(), compiled.parsed.document);
  return compiled;
}

TEST(CompileDocument, CompilesEveryElement) {
  const Compiled compiled = Compile(
      R"("Effect":"Allow","Action":["s3:Get*","s3:PutObject"],"Resource":"arn:aws:s3:::b/*",)"
      R"("Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}})");
  const CompiledStatement& statement = compiled.statement();
  EXPECT_EQ(statement.actions.Count(), 64U);
  ASSERT_EQ(statement.patterns.size(), 2U);
  EXPECT_EQ(statement.patterns[1].text, "s3:PutObject");
  ASSERT_EQ(statement.resources.patterns.size(), 1U);
  EXPECT_EQ(statement.resources.patterns[0].resource, "b/*");
  ASSERT_EQ(statement.conditions.size(), 1U);
  EXPECT_TRUE(statement.Constrains("AWS:principalorgid"));
  EXPECT_FALSE(statement.Constrains("aws:SourceIp"));
  EXPECT_FALSE(statement.IsUnconditional());
}

TEST(CompileDocument, ComplementsNotAction) {
  const Compiled compiled = Compile(R"("Effect":"Allow","NotAction":"iam:*","Resource":"*")");
  EXPECT_EQ(compiled.statement().actions.Count(), 22091U - 190U);
  EXPECT_TRUE(compiled.statement().actions.unlisted().Contains("payments:Anything"));
  EXPECT_TRUE(compiled.statement().IsUnconditional());
}

TEST(CompileDocument, ReadsTheRoleAsResourceOfATrustPolicy) {
  const Compiled compiled = Compile(
      R"("Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"*"})", PolicyKind::kTrust);
  EXPECT_TRUE(compiled.statement().resources.IsEverything());
}

struct UnknownCase {
  std::string_view condition;
  bool is_unknown;
  std::string_view because;
};
constexpr UnknownCase kUnknown[] = {
    {R"({"StringMatches":{"aws:x":"a"}})", true, "no such operator"},
    {R"({"Bool":{"aws:SecureTransport":"yes"}})", true, "no boolean"},
    {R"({"Bool":{"aws:SecureTransport":true}})", false, "a JSON boolean is its text"},
    {R"({"StringEquals":{}})", false, "tests nothing"},
};

TEST(CompileDocument, MarksWhatCannotBeRead) {
  for (const UnknownCase& c : kUnknown) {
    const Compiled compiled = Compile(
        Concat({R"("Effect":"Allow","Action":"*","Resource":"*","Condition":)", c.condition}));
    EXPECT_EQ(compiled.statement().has_unknown_test, c.is_unknown) << c.because;
  }
}

struct ContainsCase {
  std::string_view wide, narrow;
  bool contains;
  std::string_view because;
};
constexpr ContainsCase kContains[] = {
    {R"("Effect":"Allow","Action":"s3:*","Resource":"*")",
     R"("Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*")", true,
     "fewer actions on less"},
    {R"("Effect":"Allow","Action":"s3:GetObject","Resource":"*")",
     R"("Effect":"Allow","Action":"s3:Get*","Resource":"*")", false, "more actions"},
    {R"("Effect":"Allow","Action":["s3:GetObject"],"Resource":"*")",
     R"("Effect":"Allow","Action":["s3:GetObject","s3:GetTomorrow"],"Resource":"*")", false,
     "an unlisted action too many"},
    {R"("Effect":"Allow","Action":"*","Resource":"*")",
     R"("Effect":"Allow","NotAction":"iam:*","Resource":"*")", true, "NotAction in everything"},
    {R"("Effect":"Allow","NotAction":"iam:*","Resource":"*")",
     R"("Effect":"Allow","NotAction":["iam:*","sts:*"],"Resource":"*")", true, "less is left"},
    {R"("Effect":"Allow","NotAction":"iam:*","Resource":"*")",
     R"("Effect":"Allow","Action":"iam:GetRole","Resource":"*")", false, "what is left out"},
    {R"("Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::hr*")",
     R"("Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::ml*")", true, "not excluded"},
    {R"("Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::hr*")",
     R"("Effect":"Allow","Action":"*","Resource":"*")", false, "excluded in part"},
    {R"("Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::hr-old")",
     R"("Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::hr*")", true, "more excluded"},
    {R"("Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::hr*")",
     R"("Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::hr-old")", false,
     "less excluded"},
    {R"("Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::${aws:username}")",
     R"("Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::*")", false,
     "an unset variable would end the wide one"},
    {R"("Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::ml*")",
     R"("Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::hr*")", false,
     "what is left is no list"},
    {R"("Effect":"Allow","Action":"*","Resource":"*")",
     R"("Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:x":"true"}})", true,
     "a condition more"},
    {R"("Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:x":"true"}})",
     R"("Effect":"Allow","Action":"*","Resource":"*")", false, "a condition less"},
    {R"("Effect":"Allow","Action":"*","Resource":"*","Condition":{"Odd":{"aws:x":"true"}})",
     R"("Effect":"Allow","Action":"*","Resource":"*","Condition":{"Odd":{"aws:x":"true"}})", false,
     "an operator that nobody knows"},
    {R"("Effect":"Deny","Action":"*","Resource":"*")",
     R"("Effect":"Deny","Action":"*","Resource":"*")", false, "a Deny grants nothing"},
};

TEST(StatementContains, IsSureOfWhatItClaims) {
  for (const ContainsCase& c : kContains) {
    const Compiled wide = Compile(c.wide), narrow = Compile(c.narrow);
    EXPECT_EQ(StatementContains(wide.statement(), narrow.statement()), c.contains)
        << c.narrow << " in " << c.wide << ": " << c.because;
  }
}

TEST(StatementContains, ComparesPrincipals) {
  const auto trust = [](std::string_view principal) {
    return Compile(
        Concat({R"("Effect":"Allow","Action":"sts:AssumeRole","Principal":)", principal}),
        PolicyKind::kTrust);
  };
  const Compiled one = trust(R"({"AWS":"arn:aws:iam::111122223333:root"})");
  const Compiled other = trust(R"({"AWS":"arn:aws:iam::444455556666:root"})");
  EXPECT_TRUE(StatementContains(one.statement(), one.statement()));
  EXPECT_FALSE(StatementContains(one.statement(), other.statement()));
  const Compiled both =
      trust(R"({"AWS":["arn:aws:iam::444455556666:root","arn:aws:iam::111122223333:root"]})");
  EXPECT_TRUE(StatementContains(both.statement(), one.statement()));
  EXPECT_FALSE(StatementContains(one.statement(), both.statement()));
}

TEST(StatementContains, ComparesExceptedPrincipals) {
  const auto policy = [](std::string_view principal) {
    return Compile(
        Concat({R"("Effect":"Allow","Action":"*","Resource":"*","NotPrincipal":)", principal}),
        PolicyKind::kResource);
  };
  const Compiled one = policy(R"({"AWS":"arn:aws:iam::111122223333:root"})");
  const Compiled both =
      policy(R"({"AWS":["arn:aws:iam::444455556666:root","arn:aws:iam::111122223333:root"]})");
  EXPECT_TRUE(StatementContains(one.statement(), both.statement()));
  EXPECT_FALSE(StatementContains(both.statement(), one.statement()));
}

TEST(StatementContains, IsNeverSureOfAnUnreadableStatement) {
  const Compiled broken = Compile(R"("Effect":"Permit","Action":"*","Resource":"*")");
  const Compiled all = Compile(R"("Effect":"Allow","Action":"*","Resource":"*")");
  ASSERT_FALSE(broken.statement().written->is_readable);
  EXPECT_TRUE(broken.statement().has_unknown_test);
  EXPECT_FALSE(StatementContains(all.statement(), broken.statement()));
  EXPECT_FALSE(StatementContains(broken.statement(), all.statement()));
}

}  // namespace
}  // namespace iamsift
