// The scripts that collect inputs, run against a stand-in for the AWS CLI, and what becomes of
// what they collect.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/golden.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"

namespace iamsift {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const std::string kSource = IAMSIFT_SOURCE_DIR;

// Answers `aws organizations` and `aws iam` from the corpus, and knows no other service.
constexpr std::string_view kStandIn = R"sh(#!/bin/sh
service=$1 command=$2 key= query=
shift 2
while [ "$#" -gt 0 ]; do
  case $1 in
    --parent-id | --policy-id | --filter | --job-id) key=$2 ;;
    --arn | --granularity | --max-items) ;;
    --query) query=$2 ;;
    --output) ;;
    *) echo "unexpected $1" >&2; exit 2 ;;
  esac
  shift 2
done
case $service.$command in
  organizations.*) file=$ANSWERS/$command${key:+/$key}.json ;;
  iam.get-account-authorization-details) file=$EXPORT ;;
  iam.generate-credential-report) echo COMPLETE; exit ;;
  iam.get-credential-report) file=$USAGE/credential-report.json ;;
  iam.list-users) echo arn:aws:iam::111122223333:user/ana; exit ;;
  iam.list-roles) printf 'arn:aws:iam::111122223333:role/%s\t' lost ml-training; exit ;;
  iam.generate-service-last-accessed-details) echo job-1; exit ;;
  iam.get-service-last-accessed-details)
    [ -z "$query" ] || { echo COMPLETED; exit; }
    file=$USAGE/service-last-accessed.role%2Fml-training.json ;;
  *) echo "no such service" >&2; exit 2 ;;
esac
if [ ! -f "$file" ]; then
  case $key in p-*) printf '{"Policy":{"PolicySummary":{"Id":"%s","Type":"TAG_POLICY"}}}\n' "$key" ;; esac
elif [ -n "$query" ]; then
  sed -n 's/.*"Id": "\([^"]*\)".*/\1/p' "$file" | tr '\n' '\t'
  echo
else
  cat "$file"
fi
)sh";

ProgramRun Iamsift(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), IAMSIFT_BINARY);
  return RunProgram({.command = std::move(arguments)});
}

std::string ScriptFor(const std::string& what) {
  const ProgramRun run = Iamsift({"collect-script", what});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  return run.out;
}

// Runs the script in the folder, where `aws` is the stand-in.
ProgramRun RunScript(const ScratchFolder& folder, const std::string& what) {
  const std::string script = folder.Put("collect.sh", ScriptFor(what));
  const std::filesystem::path aws = folder.Put("bin/aws", std::string(kStandIn));
  std::filesystem::permissions(aws, std::filesystem::perms::owner_all);
  const std::string command =
      "PATH=" + aws.parent_path().string() + ":$PATH exec sh '" + script + "'";
  return RunProgram(
      {.command = {"sh", "-c", command},
       .folder = aws.parent_path().parent_path().string(),
       .environment = {"ANSWERS=" + kSource + "/corpus/organization/answers",
                       "EXPORT=" + kSource + "/corpus/accounts/ml-company/export.json",
                       "USAGE=" + kSource + "/corpus/usage"}});
}

TEST(CollectScript, IsShellThatOnlyAsks) {
  for (const std::string what : {"org", "account", "resource-policies", "usage"}) {
    const std::string script = ScriptFor(what);
    EXPECT_THAT(script, AllOf(StartsWith("#!/bin/sh\n"), Not(HasSubstr("eval"))));
    const ProgramRun check = RunProgram({.command = {"sh", "-n"}, .input = script});
    EXPECT_EQ(check.exit_code, 0) << what << check.err;
    for (const char* verb : {" create-", " put-", " delete-", " update-", " attach-", "curl"}) {
      EXPECT_THAT(script, Not(HasSubstr(verb))) << what;
    }
  }
}

TEST(CollectScript, NamesWhatThereIs) {
  const ProgramRun run = Iamsift({"collect-script", "everything"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.err,
            "iamsift: no script collects `everything`; there are org, account, resource-policies, "
            "usage\n");
}

TEST(CollectScript, CollectsAnOrganizationThatPacks) {
  const ScratchFolder folder;
  const ProgramRun collected = RunScript(folder, "org");
  ASSERT_EQ(collected.exit_code, 0) << collected.err;
  const ProgramRun packed =
      Iamsift({"org", "pack", folder.path().string() + "/org", "--taken", "2026-10-01T08:00:00Z"});
  EXPECT_EQ(packed.exit_code, 0) << packed.err;
  const ProgramRun expected = Iamsift(
      {"org", "pack", kSource + "/corpus/organization/answers", "--taken", "2026-10-01T08:00:00Z"});
  EXPECT_EQ(packed.out, expected.out);
}

TEST(CollectScript, CollectsAnExport) {
  const ScratchFolder folder;
  const ProgramRun collected = RunScript(folder, "account");
  ASSERT_EQ(collected.exit_code, 0) << collected.err;
  EXPECT_EQ(ReadFile(folder.path() / "export.json"),
            ReadFile(kSource + "/corpus/accounts/ml-company/export.json"));
}

TEST(CollectScript, CollectsUsageThatScanReads) {
  const ScratchFolder folder;
  const ProgramRun collected = RunScript(folder, "usage");
  ASSERT_EQ(collected.exit_code, 0) << collected.err;
  const std::string usage = folder.path().string() + "/usage";
  EXPECT_FALSE(std::filesystem::exists(usage + "/names"));
  const ProgramRun inputs = Iamsift({"inputs", usage});
  EXPECT_EQ(inputs.exit_code, 0) << inputs.err;
  EXPECT_THAT(inputs.out, AllOf(HasSubstr("credential-report"), HasSubstr("%3Arole%2Fml-training"),
                                HasSubstr("%3Auser%2Fana"), HasSubstr("service-last-accessed")));
}

TEST(OrgPack, WritesTheFileThatTheCorpusKeeps) {
  const ProgramRun run = Iamsift(
      {"org", "pack", kSource + "/corpus/organization/answers", "--taken", "2026-10-01T08:00:00Z"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.err, "");
  EXPECT_TRUE(MatchesGolden(run.out, kSource + "/corpus/organization/packed.json"));
  const ProgramRun again = Iamsift({"org", "pack", kSource + "/corpus/organization/packed.json",
                                    "--taken", "2026-10-01T08:00:00Z"});
  EXPECT_EQ(again.out, run.out);
}

TEST(OrgPack, WritesToAFile) {
  const ScratchFolder folder;
  const std::string path = folder.path().string() + "/org.json";
  const ProgramRun run =
      Iamsift({"org", "pack", kSource + "/corpus/organization/answers", "-o", path});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(ReadFile(path), HasSubstr("\"taken\": \"20")) << "the time of the newest file";
}

TEST(OrgPack, WritesNothingWhenAFileCannotBeRead) {
  const ScratchFolder folder;
  folder.Put("org/list-roots.json", R"({"Roots": [{"Id": "r-1"}]})");
  folder.Put("org/list-policies/SERVICE_CONTROL_POLICY.json", "{\"Policies\": [");
  const ProgramRun run = Iamsift({"org", "pack", folder.path().string() + "/org"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.out, IsEmpty());
  EXPECT_THAT(run.err, HasSubstr("SERVICE_CONTROL_POLICY.json:1:15: "));
}

TEST(OrgPack, SaysWhatLooksWrong) {
  const ScratchFolder folder;
  folder.Put("org/list-roots.json",
             R"({"Roots": [{"Id": "r-1", "PolicyTypes": [
                 {"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]}]})");
  const ProgramRun run = Iamsift({"org", "pack", folder.path().string() + "/org"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.err, HasSubstr("list-roots.json:1:12: no service control policy is attached to "
                                 "`r-1`: everything is denied there and below"));
  EXPECT_EQ(Iamsift({"org", "pack", folder.path().string(), "--taken", "today"}).exit_code, 2);
}

TEST(Inputs, TellsWhatStandsAroundAccounts) {
  const ProgramRun run =
      Iamsift({"inputs", kSource + "/corpus/organization/answers/list-roots.json",
               kSource + "/corpus/organization/packed.json",
               kSource + "/corpus/resource-policies/rows.ndjson",
               kSource + "/corpus/resource-policies/inventory.ndjson",
               kSource + "/corpus/resource-policies/config-snapshot.json"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  for (const char* type :
       {"org-roots", "iamsift-org", "resource-policy", "resource-inventory", "aws-config"}) {
    EXPECT_THAT(run.out, HasSubstr(type));
  }
}

}  // namespace
}  // namespace iamsift
