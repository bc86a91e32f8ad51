// paths, run as a user runs it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "analyzer/base/text.h"
#include "tests/support/golden.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path kSource(IAMSIFT_SOURCE_DIR);
const fs::path kChain = kSource / "corpus/rules/escalation-chain";

ProgramRun RunIn(const fs::path& folder, const std::string& line) {
  std::vector<std::string> command = ShellWords(line);
  command.insert(command.begin(), IAMSIFT_BINARY);
  return RunProgram({.command = command, .folder = folder.string()});
}

ProgramRun Chain(const std::string& options) {
  return RunIn(kChain, Concat({"paths fires_basic.json --now 2026-10-01 ", options}));
}

TEST(Paths, AreDrawnInEveryFormat) {
  for (const std::string_view format : {"text", "json", "dot", "mermaid", "graphml"}) {
    const ProgramRun run = Chain(Concat({"--format ", format}));
    EXPECT_EQ(run.exit_code, 1) << run.err;
    EXPECT_TRUE(MatchesGolden(run.out, kSource / "tests/cli/paths" / Concat({"chain.", format})));
  }
}

TEST(Paths, BeginAndEndWhereTheUserSays) {
  const ProgramRun from = Chain("--from alice");
  EXPECT_THAT(from.out, testing::StartsWith("1 path\n"));
  const ProgramRun to = Chain("--to builder");
  EXPECT_THAT(to.out, HasSubstr("user alice in 111122223333, 1 step, certain"));
  const ProgramRun nobody = Chain("--from nobody");
  EXPECT_EQ(nobody.exit_code, 0) << "no way is no finding";
  EXPECT_THAT(nobody.out, testing::StartsWith("0 paths\n"));
}

TEST(Paths, RefuseWhatTheyCannotDo) {
  EXPECT_EQ(Chain("--format gif").exit_code, 2);
  EXPECT_THAT(Chain("--format gif").err, HasSubstr("`gif`"));
  EXPECT_EQ(RunIn(kChain, "paths fires_basic.json --now soon").exit_code, 2);
  EXPECT_EQ(RunIn(kChain, "paths missing.json").exit_code, 2);
}

// Users bring paths of their own: the same engine, their data.
TEST(Paths, MayBeTheUsersOwn) {
  const ScratchFolder scratch;
  scratch.Put("own/ours.json", R"({"version": 2, "paths": [{"id": "OURS-1", "name": "our-way",
    "title": "A job can be started as a role", "how": "Starts a job.", "remedy": "Name the roles.",
    "ways": [{"requires": [{"any_of": ["lambda:CreateFunction"], "on": "new:function"}],
              "pass": ["lambda.amazonaws.com"]}], "edge": {"to": "role"}}]})");
  const std::string input = (kChain / "fires_basic.json").string();
  const ProgramRun scan =
      RunIn(scratch.path(), Concat({"scan ", input, " --rules own --format json"}));
  EXPECT_THAT(scan.out, HasSubstr("OURS-1")) << scan.err;
  scratch.Put("own/ours.json",
              R"({"version": 2, "paths": [{"id": "PE-211", "name": "n", "title": "t",
    "how": "h", "ways": [{"requires": [{"any_of": ["s3:GetObject"], "on": "any"}]}]}]})");
  const ProgramRun taken = RunIn(scratch.path(), Concat({"paths ", input, " --rules own"}));
  EXPECT_EQ(taken.exit_code, 2);
  EXPECT_THAT(taken.err, HasSubstr("`PE-211` is taken"));
  EXPECT_EQ(RunIn(scratch.path(), Concat({"paths ", input, " --rules none"})).exit_code, 2);
}

// A Deny, a boundary and a trust policy cut the same chain.
TEST(Paths, AreCutByWhatSilencesTheRule) {
  size_t quiet = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(kChain)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("quiet_")) continue;
    ++quiet;
    const ProgramRun run = RunIn(kChain, Concat({"paths ", name, " --from alice --format json"}));
    const nlohmann::json answer = nlohmann::json::parse(run.out);
    for (const nlohmann::json& path : answer["paths"]) EXPECT_LT(path["hops"].size(), 2) << name;
  }
  EXPECT_GE(quiet, 2);
}

std::string ExportOf(std::string_view users, std::string_view roles) {
  return Concat({R"({"UserDetailList":[)", users, R"(],"GroupDetailList":[],"RoleDetailList":[)",
                 roles, R"(],"Policies":[]})"});
}

TEST(Paths, CrossAccounts) {
  const ScratchFolder scratch;
  scratch.Put("a.json", ExportOf(
                            R"({"Path":"/","UserName":"ana","UserId":"AIDAEXAMPLE01",
    "Arn":"arn:aws:iam::111122223333:user/ana","CreateDate":"2026-01-01T00:00:00Z","GroupList":[],
    "AttachedManagedPolicies":[],"UserPolicyList":[{"PolicyName":"p","PolicyDocument":{
    "Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
    "Resource":"arn:aws:iam::444455556666:role/ops"}]}}]})",
                            ""));
  scratch.Put("b.json", ExportOf("",
                                 R"({"Path":"/","RoleName":"ops","RoleId":"AROAEXAMPLE01",
    "Arn":"arn:aws:iam::444455556666:role/ops","CreateDate":"2026-01-01T00:00:00Z",
    "AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow",
    "Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]},
    "InstanceProfileList":[],"AttachedManagedPolicies":[],"RolePolicyList":[{"PolicyName":"all",
    "PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*",
    "Resource":"*"}]}}]})"));
  const ProgramRun run = RunIn(scratch.path(), "paths . --format json --now 2026-10-01");
  EXPECT_EQ(run.exit_code, 1) << run.err;
  const nlohmann::json answer = nlohmann::json::parse(run.out);
  ASSERT_EQ(answer["paths"].size(), 1) << run.out;
  EXPECT_EQ(answer["paths"][0]["hops"][0]["rule"], "PE-110");
  EXPECT_EQ(answer["nodes"][0]["account"], "111122223333");
  EXPECT_EQ(answer["nodes"][1]["account"], "444455556666");
}

}  // namespace
}  // namespace iamsift
