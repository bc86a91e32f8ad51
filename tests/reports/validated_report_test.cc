// Reports against the programs that judge such files: the shipped JSON Schema, and the validator
// that code scanning services recommend. Both are npm packages, see tests/npm.

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <vector>

#include "reports/formats.h"
#include "tests/reports/sample_result.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"

namespace iamsift {
namespace {

constexpr std::string_view kSource = IAMSIFT_SOURCE_DIR;

// Texts that a hand-written writer gets wrong, as every name of a run.
const std::vector<std::string>& HostileNames() {
  static const std::vector<std::string> names = {
      "<script>alert(1)</script>",
      "\x1b[31mred\x1b[0m",
      "two\r\nlines\tand a tab",
      "quote\" slash\\ [link](1) {0} {{1}}",
      std::string("a null\0 byte", 12),
      "not UTF-8 \xff\xc3( \xed\xa0\x80",
      "right\xE2\x80\xAEto left \xE2\x80\xA8 line separator",
      "../../etc/passwd?x=1#y:80%",
  };
  return names;
}

std::string Rendered(std::string_view format, const SampleRun& run) {
  RenderOptions options = SampleOptions();
  options.framework = "NIST SP 800-53";
  return Render(*FindReportFormat(format), run.result, options);
}

constexpr RuleCard kPath = {.id = "PE-211",
                            .name = "pass-role-to-new-lambda",
                            .title = "A role can be handed to a new function",
                            .severity = Severity::kHigh,
                            .why = "Its code acts as the role.",
                            .remedy = "Name the roles in iam:PassRole."};

// A finding whose evidence is a way, in a statement that is larger than its place.
SampleRun MakeRunWithPath() {
  SampleRun run = MakeSampleRun();
  Finding& finding = run.result.findings.front();
  finding.card = &kPath;
  finding.statement = StatementName{.index = 0, .sid = "Pass", .span = {.begin = 1, .end = 60}};
  return run;
}

// The files to validate, one for each run.
std::vector<std::string> Written(const ScratchFolder& folder, std::string_view format) {
  std::deque<SampleRun> runs;  // they do not move
  runs.push_back(MakeSampleRun());
  runs.push_back(MakeComparedRun());
  runs.push_back(MakeEmptyRun());
  runs.push_back(MakeRunWithPath());
  for (const std::string& name : HostileNames()) runs.push_back(MakeRunNamed(name));
  std::vector<std::string> paths;
  for (const SampleRun& run : runs) {
    const std::string name = "run" + std::to_string(paths.size()) + "." + std::string(format);
    paths.push_back(folder.Put(name, Rendered(format, run)));
  }
  return paths;
}

void ExpectAccepted(std::vector<std::string> command, const std::vector<std::string>& files) {
  command.insert(command.end(), files.begin(), files.end());
  const ProgramRun run = RunProgram({.command = std::move(command)});
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
}

std::vector<std::string> SchemaValidator() {
  return {"node", std::string(kSource) + "/tests/npm/validate_findings.mjs",
          std::string(kSource) + "/reports/schema/iamsift.findings-1.schema.json"};
}

std::vector<std::string> SarifValidator() {
  return {"sh", std::string(kSource) + "/tests/sarif/validate.sh"};
}

TEST(FindingsSchema, HoldsForEveryJsonReport) {
  const ScratchFolder folder;
  ExpectAccepted(SchemaValidator(), Written(folder, "json"));
}

TEST(FindingsSchema, HoldsForEveryNdjsonLine) {
  const ScratchFolder folder;
  ExpectAccepted(SchemaValidator(), Written(folder, "ndjson"));
}

TEST(FindingsSchema, RefusesWhatItDoesNotDescribe) {
  const ScratchFolder folder;
  std::string report = Rendered("ndjson", MakeSampleRun());
  const size_t severity = report.find("\"severity\":");
  ASSERT_NE(severity, std::string::npos);
  report.replace(severity, 11, "\"severe\":");
  std::vector<std::string> command = SchemaValidator();
  command.push_back(folder.Put("wrong.ndjson", report));
  const ProgramRun run = RunProgram({.command = std::move(command)});
  EXPECT_EQ(run.exit_code, 1) << run.out << run.err;
  EXPECT_NE(run.err.find("severe"), std::string::npos) << run.err;
}

TEST(SarifValidator, FindsNoErrorInAnyReport) {
  const ScratchFolder folder;
  ExpectAccepted(SarifValidator(), Written(folder, "sarif"));
}

TEST(SarifValidator, FindsTheErrorsOfAWrongReport) {
  const ScratchFolder folder;
  std::string report = Rendered("sarif", MakeSampleRun());
  const size_t line = report.find("\"startLine\":");
  ASSERT_NE(line, std::string::npos);
  report.replace(line, 13, "\"startLine\":0");
  std::vector<std::string> command = SarifValidator();
  command.push_back(folder.Put("wrong.sarif", report));
  EXPECT_EQ(RunProgram({.command = std::move(command)}).exit_code, 1);
}

}  // namespace
}  // namespace iamsift
