#include "analyzer/cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "analyzer/cli/verbs.h"

namespace iamsift {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

struct Answer {
  ExitCode code;
  std::string out, err;
};

Answer Ask(const std::vector<std::string>& arguments, const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  Console console{in, out, err, {}};
  const ExitCode code = RunCommandLine(arguments, console);
  return {code, out.str(), err.str()};
}

size_t LinesOf(const std::string& text) {
  return static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST(CommandLine, ShowsTheOverviewWhenAsked) {
  for (const char* const flag : {"--help", "-h", "help"}) {
    const Answer answer = Ask({flag});
    EXPECT_EQ(answer.code, ExitCode::kClean) << flag;
    for (const VerbEntry& verb : AllVerbs()) {
      EXPECT_THAT(answer.out, HasSubstr("\n  " + std::string(verb.name) + " ")) << flag;
    }
  }
}

TEST(CommandLine, WithoutAVerbIsWrongUsage) {
  const Answer answer = Ask({});
  EXPECT_EQ(answer.code, ExitCode::kUnusable);
  EXPECT_EQ(answer.out, "");
  EXPECT_THAT(answer.err, HasSubstr("Usage: iamsift VERB"));
}

TEST(CommandLine, ListsTheVerbsThatBeginAlike) {
  for (const char* const flag : {"--help", "-h"}) {
    const Answer answer = Ask({"check", flag});
    EXPECT_EQ(answer.code, ExitCode::kClean);
    EXPECT_THAT(answer.out, HasSubstr("check certificate"));
    EXPECT_THAT(answer.out, testing::Not(HasSubstr("  scan")));
  }
}

struct UsageCase {
  std::vector<std::string> arguments;
  std::string_view message;
};

TEST(CommandLine, SaysWhatIsWrongAndWhatWasProbablyMeant) {
  const UsageCase cases[] = {
      {{"exapnd", "s3:*"}, "`exapnd` is no verb; did you mean `expand`?"},
      {{"catalog"}, "`catalog` is no verb; did you mean `catalog info`?"},
      {{"check"}, "`check` is the beginning of several verbs; `iamsift check --help` lists them"},
      {{"scan", "x.json", "--jobs", "0"}, "must be a whole number from 1 to 1024, not `0`"},
      {{"scan", "x.json", "-j", "abc"}, "must be a whole number from 1 to 1024, not `abc`"},
      {{"scan", "x.json", "--unused-days=-3"}, "must be a whole number from 0 to "},
      {{"frobnicate"}, "`frobnicate` is no verb; `iamsift --help` lists them"},
      {{"expand", "s3:*", "--fromat", "json"},
       "`--fromat` is no option of `expand`; did you mean "
       "`--format`?"},
      {{"expand", "s3:*", "--fromat=json"}, "did you mean `--format`?"},
      {{"expand", "s3:*", "--wibble"},
       "`--wibble` is no option of `expand`; `iamsift expand --help`"},
      {{"expand", "s3:*", "--format", "xml"}, "--format"},
      {{"expand"}, "PATTERN"},
      {{"version", "please"}, "unexpected argument `please`"},
  };
  for (const UsageCase& c : cases) {
    const Answer answer = Ask(c.arguments);
    EXPECT_EQ(answer.code, ExitCode::kUnusable) << answer.err;
    EXPECT_EQ(answer.out, "");
    EXPECT_THAT(answer.err, StartsWith("iamsift: "));
    EXPECT_THAT(answer.err, HasSubstr(c.message));
    EXPECT_EQ(LinesOf(answer.err), 1U) << answer.err;
  }
}

TEST(CommandLine, EveryVerbExplainsItself) {
  for (const VerbEntry& verb : AllVerbs()) {
    std::vector<std::string> words;
    std::istringstream name{std::string(verb.name)};
    for (std::string word; name >> word;) words.push_back(word);
    words.emplace_back("--help");
    const Answer full = Ask(words);
    EXPECT_EQ(full.code, ExitCode::kClean) << verb.name;
    EXPECT_THAT(full.out, HasSubstr("\nExamples:\n  ")) << verb.name;
    EXPECT_THAT(full.out, HasSubstr("iamsift " + std::string(verb.name))) << verb.name;
    words.back() = "-h";
    EXPECT_THAT(Ask(words).out, StartsWith("iamsift " + std::string(verb.name))) << verb.name;
  }
}

TEST(Version, NamesTheProgramAndTheCatalog) {
  const Answer answer = Ask({"version"});
  EXPECT_EQ(answer.out, "iamsift " + std::string(kVersion) + " (AWS catalog of 2026-09-26)\n");
  EXPECT_EQ(Ask({"--version"}).out, answer.out);
}

struct ExpandCase {
  std::string_view pattern;
  size_t actions;
};

TEST(Expand, PrintsOneActionALine) {
  constexpr ExpandCase kCases[] = {
      {"sagemaker:*", 449}, {"s3:Get*", 63}, {"iam:*Role*", 27}, {"S3:getobject", 1}, {"*", 22091}};
  for (const ExpandCase& c : kCases) {
    const Answer answer = Ask({"expand", std::string(c.pattern)});
    EXPECT_EQ(answer.code, ExitCode::kClean) << c.pattern;
    EXPECT_EQ(LinesOf(answer.out), c.actions) << c.pattern;
    EXPECT_EQ(answer.err, "") << c.pattern;
  }
}

TEST(Expand, PrintsAUnionOnceInTheCatalogsOrder) {
  const Answer answer = Ask({"expand", "s3:GetObjectAcl", "iam:GetRole", "s3:GetObject?cl"});
  EXPECT_EQ(answer.out, "iam:GetRole\ns3:GetObjectAcl\n");
}

TEST(Expand, ReadsPatternsFromStandardInput) {
  EXPECT_EQ(Ask({"expand", "-"}, "iam:GetRole\n s3:GetObject").out, "iam:GetRole\ns3:GetObject\n");
}

TEST(Expand, SaysWhatDoesNotExistAndWhatWasMeant) {
  const Answer answer = Ask({"expand", "sagemaker:GetModel", "iam:GetRole"});
  EXPECT_EQ(answer.code, ExitCode::kFindings);
  EXPECT_EQ(answer.out, "iam:GetRole\n") << "the others are printed all the same";
  EXPECT_THAT(answer.err, HasSubstr("`sagemaker:GetModel` does not exist"));
  EXPECT_THAT(answer.err, HasSubstr("`sagemaker:DescribeModel`"));
}

TEST(Expand, TellsNothingMatchedFromNoPattern) {
  EXPECT_EQ(Ask({"expand", "sagemaker:Get*Model"}).code, ExitCode::kFindings);
  EXPECT_EQ(Ask({"expand", "account:GetChallengeQuestions"}).code, ExitCode::kFindings);
  EXPECT_THAT(Ask({"expand", "account:GetChallengeQuestions"}).err, HasSubstr("exists no more"));
  EXPECT_EQ(Ask({"expand", "GetObject"}).code, ExitCode::kUnusable);
}

TEST(Expand, NeverPassesControlCharactersToTheTerminal) {
  EXPECT_THAT(Ask({"expand", "s3:\x1b[2J"}).err, HasSubstr("`s3:\\x1b[2J`"));
}

TEST(Expand, WritesJson) {
  const Answer answer = Ask({"expand", "iam:GetRole", "iam:DescribeRole", "--format", "json"});
  EXPECT_EQ(answer.out,
            "{\n"
            "  \"catalog\": \"2026-09-26\",\n"
            "  \"patterns\": [\n"
            "    {\n"
            "      \"pattern\": \"iam:GetRole\",\n"
            "      \"actions\": 1\n"
            "    }\n"
            "  ],\n"
            "  \"actions\": [\n"
            "    \"iam:GetRole\"\n"
            "  ],\n"
            "  \"unmatched\": [\n"
            "    {\n"
            "      \"pattern\": \"iam:DescribeRole\",\n"
            "      \"problem\": \"does not exist\",\n"
            "      \"suggestion\": \"iam:GetRole\",\n"
            "      \"because\": \"the service says Get where others say Describe\"\n"
            "    }\n"
            "  ]\n"
            "}\n");
}

TEST(Shrink, IsTheInverseOfExpand) {
  for (const char* const pattern : {"sagemaker:*", "s3:Get*", "glue:BatchGet*"}) {
    const Answer expanded = Ask({"expand", pattern});
    EXPECT_EQ(Ask({"shrink", "-"}, expanded.out).out, std::string(pattern) + "\n");
  }
}

TEST(Shrink, MatchesExactlyWhatWasGiven) {
  const Answer shrunk = Ask({"shrink", "s3:GetObject", "s3:PutObject", "iam:*Role*"});
  EXPECT_EQ(Ask({"expand", "-"}, shrunk.out).out,
            Ask({"expand", "s3:GetObject", "s3:PutObject", "iam:*Role*"}).out);
}

TEST(Shrink, SaysWhatDoesNotExist) {
  const Answer answer = Ask({"shrink", "s3:HeadObject"});
  EXPECT_EQ(answer.code, ExitCode::kFindings);
  EXPECT_THAT(answer.err, HasSubstr("did you mean `s3:GetObject`?"));
}

TEST(CatalogInfo, CountsTheFacts) {
  const Answer answer = Ask({"catalog", "info"});
  for (const char* const fact : {"2026-09-26", "456", "22,091", "2,334", "1,594"}) {
    EXPECT_THAT(answer.out, HasSubstr(fact));
  }
  EXPECT_THAT(Ask({"catalog", "info", "--format", "json"}).out, HasSubstr("\"actions\": 22091"));
}

TEST(CatalogChoice, RefusesWhatIsNoCatalog) {
  const Answer absent = Ask({"catalog", "info", "--catalog", "/nowhere/catalog.bin"});
  EXPECT_EQ(absent.code, ExitCode::kUnusable);
  EXPECT_THAT(absent.err, HasSubstr("/nowhere/catalog.bin: cannot be opened"));
  const Answer damaged = Ask({"catalog", "info", "--catalog", "/proc/self/status"});
  EXPECT_EQ(damaged.code, ExitCode::kUnusable);
  EXPECT_THAT(damaged.err, StartsWith("iamsift: /proc/self/status: "));
}

}  // namespace
}  // namespace iamsift
