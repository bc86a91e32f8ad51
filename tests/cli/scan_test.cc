// `iamsift scan` on small inputs of our own: exit codes, several reports at once, bad input, and
// what is left on disk when something goes wrong.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/golden.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"

namespace iamsift {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view kBroadPolicy =
    R"({"Version": "2012-10-17", "Statement": [)"
    R"({"Effect": "Allow", "Action": "sagemaker:*", "Resource": "*"}]})";
constexpr std::string_view kTightPolicy =
    R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", )"
    R"("Resource": "arn:aws:s3:::training-data-7f3a/tables/labels.parquet"}]})";

std::string ExportOf(const std::string& attached) {
  return R"({"UserDetailList": [], "GroupDetailList": [], "Policies": [], "RoleDetailList": [{)"
         R"("Path": "/", "RoleName": "trainer", "RoleId": "AROAEXAMPLE000000001",)"
         R"("Arn": "arn:aws:iam::111122223333:role/trainer", "CreateDate": "2024-03-01T00:00:00Z",)"
         R"("AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",)"
         R"("Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole",)"
         R"("Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}}]},)"
         R"("InstanceProfileList": [], "RolePolicyList": [{"PolicyName": "train",)"
         R"("PolicyDocument": )" +
         std::string(kBroadPolicy) + R"(}], "AttachedManagedPolicies": [)" + attached +
         R"(], "Tags": [], "RoleLastUsed": {}}]})";
}

const std::string kUnresolved =
    R"({"PolicyName": "gone", "PolicyArn": "arn:aws:iam::111122223333:policy/gone"})";

class Scan : public testing::Test {
 protected:
  ProgramRun Run(const std::string& line, const std::string& input = "") const {
    ProgramCall call = CallOf(line);
    call.input = input;
    return RunProgram(call);
  }

  ProgramCall CallOf(const std::string& line) const {
    std::vector<std::string> command = ShellWords(line);
    command.insert(command.begin(), {IAMSIFT_BINARY, "scan"});
    return {.command = command, .folder = scratch_.path().string()};
  }

  ScratchFolder scratch_;
};

struct ExitCase {
  std::string_view line;
  int exit_code;
  std::string_view because;
};

TEST_F(Scan, EndsWithTheExitCodeOfItsVerdict) {
  scratch_.Put("broad.json", kBroadPolicy);
  scratch_.Put("tight.json", kTightPolicy);
  scratch_.Put("export.json", ExportOf(kUnresolved));
  scratch_.Put("text.json", "no JSON at all");
  constexpr ExitCase kCases[] = {
      {"broad.json", 1, "OB-003 is high, and high is the default threshold"},
      {"broad.json --fail-on critical", 0, "nothing is critical"},
      {"broad.json --fail-on none", 0, "nothing fails"},
      {"broad.json --exit-zero", 0, "nothing fails"},
      {"broad.json --select HY", 0, "nobody looks at what it grants"},
      {"broad.json --select OB,LINT --ignore OB-003", 0, "nobody looks for whole services"},
      {"broad.json --select OB-003", 1, "one rule is enough"},
      {"tight.json", 0, "one object, read only"},
      {"export.json --fail-on none --strict", 3, "an attached policy is in no input"},
      {"export.json --fail-on none", 0, "which only --strict minds"},
      {"text.json", 2, "unusable"},
      {"absent.json", 2, "unreadable"},
      {"broad.json text.json --exit-zero", 2, "one of two is unusable"},
  };
  for (const ExitCase& c : kCases) {
    const ProgramRun run = Run(std::string(c.line));
    EXPECT_EQ(run.exit_code, c.exit_code) << c.line << ": " << c.because << "\n" << run.err;
  }
}

struct UsageCase {
  std::string_view line, message;
};

TEST_F(Scan, RefusesWrongUsageBeforeItReads) {
  constexpr UsageCase kCases[] = {
      {"x.json --format srif", "`srif` is no report format; did you mean `sarif`?"},
      {"x.json --format json --format sarif", "another report already goes to standard output"},
      {"x.json --format json=a --format sarif=a", "another report already goes to a"},
      {"x.json --format json=", "names no file"},
      {"x.json --fail-on hihg", "--fail-on must be one of"},
      {"x.json --min-severity all", "--min-severity must be one of"},
      {"x.json --select OB-03", "`OB-03` is no rule and no family"},
      {"x.json --now yesterday", "--now must be a date"},
      {"x.json --account 12", "--account must be 12 digits"},
      {"x.json --policy-kind managed", "--policy-kind must be one of identity"},
      {"x.json --color sometimes", "--color must be one of"},
      {"x.json --jobs 0", "--jobs"},
      {"x.json --fail-upon high", "did you mean `--fail-on`?"},
      {"", "INPUT"},
  };
  for (const UsageCase& c : kCases) {
    const ProgramRun run = Run(std::string(c.line));
    EXPECT_EQ(run.exit_code, 2) << c.line;
    EXPECT_EQ(run.out, "") << c.line;
    EXPECT_THAT(run.err, StartsWith("iamsift: ")) << c.line;
    EXPECT_THAT(run.err, HasSubstr(c.message)) << c.line;
  }
}

TEST_F(Scan, TellsAzureOfThePipeline) {
  scratch_.Put("broad.json", kBroadPolicy);
  ProgramCall call = CallOf("broad.json --format sarif --sarif-profile azure -o run.sarif");
  EXPECT_THAT(RunProgram(call).err, HasSubstr("SYSTEM_PHASENAME must be set"));
  call.environment = {"SYSTEM_COLLECTIONURI=https://dev.azure.com/fjord/",
                      "SYSTEM_TEAMPROJECT=ml",
                      "SYSTEM_DEFINITIONID=7",
                      "BUILD_DEFINITIONNAME=scan",
                      "SYSTEM_PHASEID=96ac2280-8cb4-5df5-99de-dd2da759617d",
                      "SYSTEM_PHASENAME=Job",
                      "BUILD_SOURCEBRANCH=refs/heads/main",
                      "BUILD_BUILDID=42"};
  EXPECT_EQ(RunProgram(call).exit_code, 1);
  EXPECT_THAT(scratch_.Get("run.sarif"),
              HasSubstr("azuredevops/pipeline/build/fjord/ml/7/"
                        "96ac2280-8cb4-5df5-99de-dd2da759617d/refs/heads/main/42"));
  const ProgramRun validation =
      RunProgram({.command = {"sh", std::string(IAMSIFT_SOURCE_DIR) + "/tests/sarif/validate.sh",
                              (scratch_.path() / "run.sarif").string()},
                  .environment = {"KIND=GHAzDO"}});
  EXPECT_EQ(validation.exit_code, 0) << validation.out << validation.err;
  Run("broad.json --format sarif --sarif-category policies -o run.sarif");
  EXPECT_THAT(scratch_.Get("run.sarif"), HasSubstr(R"("automationDetails":{"id":"policies/"})"));
}

TEST_F(Scan, WritesSeveralReportsAtOnce) {
  scratch_.Put("broad.json", kBroadPolicy);
  const ProgramRun run =
      Run("broad.json --format json=a.json --format sarif=b.sarif --format ndjson");
  EXPECT_EQ(run.exit_code, 1) << run.err;
  EXPECT_THAT(scratch_.Get("a.json"), HasSubstr("OB-003"));
  EXPECT_THAT(scratch_.Get("b.sarif"), HasSubstr("OB-003"));
  EXPECT_THAT(run.out, HasSubstr("OB-003"));
  EXPECT_EQ(Run("broad.json --format json -o c.json").out, "");
  EXPECT_EQ(scratch_.Get("c.json"), scratch_.Get("a.json"));
}

TEST_F(Scan, ReadsStandardInput) {
  const ProgramRun run = Run("- --format json", std::string(kBroadPolicy));
  EXPECT_EQ(run.exit_code, 1) << run.err;
  EXPECT_THAT(run.out, HasSubstr("OB-003"));
}

TEST_F(Scan, GivesEqualBytesForEqualInputsWhateverTheThreads) {
  scratch_.Put("exports/a.json", ExportOf(""));
  std::string other = ExportOf(kUnresolved);
  for (size_t at = other.find("111122223333"); at != std::string::npos;
       at = other.find("111122223333", at)) {
    other.replace(at, 12, "444455556666");
  }
  scratch_.Put("exports/b.json", other);
  for (const char* const format : {"json", "ndjson", "sarif", "terminal"}) {
    const std::string line = std::string("exports --now 2026-10-01 --format ") + format;
    const ProgramRun one = Run(line + " --jobs 1");
    EXPECT_EQ(Run(line + " --jobs 4").out, one.out) << format;
    EXPECT_EQ(Run(line + " --jobs 1").out, one.out) << format;
    EXPECT_NE(one.out, "") << format;
  }
}

TEST_F(Scan, TellsFileLineAndColumnOfATruncatedExport) {
  const std::string whole = ExportOf("");
  scratch_.Put("cut.json", whole.substr(0, whole.size() / 2));
  scratch_.Put("report.json", "previous");
  const ProgramRun run = Run("cut.json --format json=report.json");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, MatchesRegex("iamsift: cut\\.json:1:[0-9]+: .+\n"));
  EXPECT_EQ(scratch_.Get("report.json"), "previous");
}

TEST_F(Scan, ReportsTheOtherInputsWhenOneIsUnusable) {
  scratch_.Put("broad.json", kBroadPolicy);
  scratch_.Put("text.json", "no JSON at all");
  const ProgramRun run = Run("text.json broad.json --format json");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.out, HasSubstr("OB-003"));
  EXPECT_THAT(run.err, HasSubstr("text.json:1:1: "));
}

TEST_F(Scan, FailsWhenStandardOutputCannotBeWritten) {
  scratch_.Put("broad.json", kBroadPolicy);
  ProgramCall call = CallOf("broad.json");
  call.out_path = "/dev/full";
  const ProgramRun run = RunProgram(call);
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("standard output could not be written"));
}

TEST_F(Scan, LeavesThePreviousReportWhenTheDiskIsFull) {
  scratch_.Put("broad.json", kBroadPolicy);
  scratch_.Put("report.json", "previous");
  ProgramCall call = CallOf("broad.json --format json=report.json");
  call.file_limit = 512;
  const ProgramRun run = RunProgram(call);
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("report.json: cannot be written: File too large"));
  EXPECT_EQ(scratch_.Get("report.json"), "previous");
}

TEST_F(Scan, LeavesAWholeReportWhenItIsKilledAnywhere) {
  scratch_.Put("broad.json", kBroadPolicy);
  const std::string line = "broad.json --now 2026-10-01 --format json=report.json";
  Run(line);
  const std::string whole = scratch_.Get("report.json");
  for (int delay = 0; delay <= 60'000; delay += 4'000) {
    scratch_.Put("report.json", "previous");
    ProgramCall call = CallOf(line);
    call.kill_after_microseconds = delay;
    RunProgram(call);
    const std::string left = scratch_.Get("report.json");
    EXPECT_TRUE(left == "previous" || left == whole) << "killed after " << delay << " µs";
  }
}

TEST_F(Scan, ColoursOnlyWhenAskedOrOnATerminal) {
  scratch_.Put("broad.json", kBroadPolicy);
  EXPECT_THAT(Run("broad.json").out, Not(HasSubstr("\x1b[")));
  EXPECT_THAT(Run("broad.json --color always").out, HasSubstr("\x1b["));
  ProgramCall forced = CallOf("broad.json");
  forced.environment = {"CLICOLOR_FORCE=1"};
  EXPECT_THAT(RunProgram(forced).out, HasSubstr("\x1b["));
  Run("broad.json --color always --format terminal=report.txt");
  EXPECT_THAT(scratch_.Get("report.txt"), Not(HasSubstr("\x1b[")));
}

TEST_F(Scan, TakesTheDayFromTheEnvironment) {
  scratch_.Put("broad.json", kBroadPolicy);
  ProgramCall call = CallOf("broad.json --format json");
  call.environment = {"SOURCE_DATE_EPOCH=1790812800"};
  EXPECT_EQ(RunProgram(call).out, Run("broad.json --format json --now 2026-10-01").out);
}

}  // namespace
}  // namespace iamsift
