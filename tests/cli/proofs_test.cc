// compare and check, run as a user runs them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "analyzer/base/text.h"
#include "tests/support/golden.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path kSource(IAMSIFT_SOURCE_DIR);

ProgramRun Iamsift(const std::string& line, const std::string& input = "") {
  std::vector<std::string> command = ShellWords(line);
  command.insert(command.begin(), IAMSIFT_BINARY);
  return RunProgram(
      {.command = command, .input = input, .folder = (kSource / "corpus/proofs").string()});
}

TEST(NoNewAccess, IsRefutedOnTheProtectedBucketAndEvalAgrees) {
  const ProgramRun refuted = Iamsift("check no-new-access bucket-admin.json cleanup.json");
  EXPECT_EQ(refuted.exit_code, 1) << refuted.err;
  EXPECT_THAT(refuted.out, HasSubstr("s3:DeleteObject on arn:aws:s3:::prod-x/"));
  EXPECT_THAT(refuted.out, HasSubstr("allowed by statement 1 (CleanUp)  cleanup.json:3:16"));
  EXPECT_THAT(refuted.out, HasSubstr("statement 2 (KeepProd)  bucket-admin.json:5:5"));
  const ProgramRun cases =
      Iamsift("check no-new-access bucket-admin.json cleanup.json --format cases");
  const ProgramRun verdicts = Iamsift("eval --cases - --verdicts-only", cases.out);
  EXPECT_EQ(verdicts.out,
            "{\"id\":\"old\",\"decision\":\"EXPLICIT_DENY\"}\n"
            "{\"id\":\"new\",\"decision\":\"ALLOW\"}\n");
}

TEST(NoNewAccess, IsProvedOnOtherBuckets) {
  const ProgramRun proved = Iamsift("check no-new-access bucket-admin.json developer.json");
  EXPECT_EQ(proved.exit_code, 0) << proved.err;
  EXPECT_EQ(proved.out, "developer.json: proved\n");
}

TEST(Compare, SaysHowTheNewStandsToTheOld) {
  EXPECT_THAT(Iamsift("compare bucket-admin.json bucket-admin.json").out, HasSubstr(": equal"));
  EXPECT_THAT(Iamsift("compare bucket-admin.json developer.json").out, HasSubstr(": narrower"));
  EXPECT_THAT(Iamsift("compare bucket-admin.json cleanup.json").out, HasSubstr(": incomparable"));
  const ProgramRun wider = Iamsift("compare developer.json bucket-admin.json");
  EXPECT_THAT(wider.out, HasSubstr(": wider"));
  EXPECT_EQ(wider.exit_code, 1);
}

TEST(Compare, PairsThePrincipalsOfTwoExports) {
  const std::string account = (kSource / "corpus/accounts/ml-company/export.json").string();
  const ProgramRun same = Iamsift(Concat({"compare ", account, " ", account, " --format json"}));
  const nlohmann::json result = nlohmann::json::parse(same.out);
  size_t equal = 0, unknown = 0;
  for (const nlohmann::json& row : result["answers"]) {
    equal += row["relation"] == "equal" ? 1 : 0;
    // A policy whose text is nowhere leaves its holder open.
    unknown += row["relation"] == "unknown" ? 1 : 0;
  }
  EXPECT_GT(equal, 50U);
  EXPECT_EQ(equal + unknown, result["answers"].size());
  EXPECT_EQ(same.exit_code, 3);
}

TEST(NoPublicAccess, TellsThoseThatOnlyLookPublic) {
  const ProgramRun run = Iamsift("check no-public-access public --format json");
  EXPECT_EQ(run.exit_code, 1) << run.err;
  const nlohmann::json result = nlohmann::json::parse(run.out);
  size_t proved = 0;
  for (const nlohmann::json& row : result["answers"]) {
    const std::string subject = row["subject"];
    const bool only_looks = subject.find("/looks-") != std::string::npos;
    EXPECT_EQ(row["forward"]["answer"] == "proved", only_looks) << subject;
    proved += only_looks ? 1 : 0;
  }
  EXPECT_EQ(proved, 3U);
}

TEST(AccessNotGranted, TakesPatternsAsPoliciesDo) {
  const ProgramRun proved = Iamsift(
      "check access-not-granted bucket-admin.json --action s3:DeleteObject "
      "--resource arn:aws:s3:::prod-*/*");
  EXPECT_EQ(proved.exit_code, 0) << proved.out;
  EXPECT_EQ(Iamsift("check access-not-granted bucket-admin.json --action s3:Delete*").exit_code, 1);
}

TEST(AccessNotGranted, NamesEachHoldersOwnPlaceOfOnePolicy) {
  const auto role = [](std::string_view name) {
    return Concat({R"({"RoleName": ")", name, R"(", "Arn": "arn:aws:iam::123456789012:role/)", name,
                   R"(", "AttachedManagedPolicies": [], "RolePolicyList": [{"PolicyName": "of-)",
                   name, R"(", "PolicyDocument": {"Version": "2012-10-17", "Statement": )",
                   R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}}]})"});
  };
  const std::string account =
      Concat({"{\"UserDetailList\": [], \"GroupDetailList\": [], \"Policies\": [],\n",
              "\"RoleDetailList\": [", role("one"), ",\n", role("two"), "]}"});
  const ProgramRun run =
      Iamsift("check access-not-granted - --action s3:GetObject --format json", account);
  const nlohmann::json result = nlohmann::json::parse(run.out);
  const auto by = [&](size_t row) { return result["answers"][row]["forward"]["allowed_by"][0]; };
  EXPECT_EQ(by(0)["policy"], "of-one") << run.out << run.err;
  EXPECT_EQ(by(1)["policy"], "of-two");
  EXPECT_EQ(by(0)["line"], 2);
  EXPECT_EQ(by(1)["line"], 3);
}

TEST(AccessNotGranted, CountsWhatResourcesSayByHowTheyName) {
  const std::string account = (kSource / "corpus/accounts/ml-company/export.json").string();
  const std::string ask = Concat({"check access-not-granted ", account, " --action sns:Publish"});
  const std::string around =
      " --resource-policies ../resource-policies/rows.ndjson --org ../organization/packed.json";
  constexpr std::string_view kRole = "arn:aws:iam::111122223333:role/sagemaker-training-vision";
  EXPECT_THAT(Iamsift(ask).out, HasSubstr(Concat({kRole, ": proved"}))) << "by its own policies";
  const ProgramRun run = Iamsift(Concat({ask, around}));
  EXPECT_EQ(run.exit_code, 1) << run.err;
  EXPECT_THAT(run.out, HasSubstr(Concat({kRole, ": refuted"}))) << "the topic names everyone";
  EXPECT_THAT(run.out, HasSubstr("allowed by policy `arn:aws:sns:eu-west-1:111122223333:alerts`, "
                                 "statement 1  ../resource-policies/rows.ndjson:2:"));
}

TEST(Regions, AreOfEveryRouteOfAccess) {
  const ProgramRun run = Iamsift(
      "effective ../accounts/ml-company/export.json --principal sagemaker-training-vision "
      "--regions --resource-policies ../resource-policies/rows.ndjson");
  EXPECT_THAT(run.out, HasSubstr("  sns:Publish on arn:aws:sns:eu-west-1:111122223333:alerts\n"
                                 "    if StringEquals aws:SourceAccount 111122223333\n"
                                 "    by policy `arn:aws:sns:eu-west-1:111122223333:alerts`"));
}

TEST(Proofs, ReportsAreOfTheirFormats) {
  const ScratchFolder folder;
  const ProgramRun json =
      Iamsift("check no-new-access bucket-admin.json cleanup.json --format json");
  const std::string json_path = folder.Put("proof.json", json.out);
  const ProgramRun schema = RunProgram(
      {.command = {"node", (kSource / "tests/npm/validate_findings.mjs").string(),
                   (kSource / "reports/schema/iamsift.proofs-1.schema.json").string(), json_path}});
  EXPECT_EQ(schema.exit_code, 0) << schema.out << schema.err;
  EXPECT_TRUE(MatchesGolden(
      Iamsift("check no-new-access bucket-admin.json cleanup.json --format sarif").out,
      kSource / "tests/cli/proofs/cleanup.sarif"));
}

TEST(Proofs, RefuseWhatTheyCannotRead) {
  const ScratchFolder folder;
  const std::string broken = folder.Put("broken.json",
                                        "{\n  \"Version\": \"2012-10-17\",\n"
                                        "  \"Statement\": [{\"Effect\": \"Allow\"}]}");
  const ProgramRun run = Iamsift(Concat({"check no-new-access bucket-admin.json ", broken}));
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("broken.json:3:"));
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(Iamsift("compare bucket-admin.json missing.json").exit_code, 2);
  EXPECT_EQ(Iamsift("compare bucket-admin.json cleanup.json --format gif").exit_code, 2);
  EXPECT_EQ(Iamsift("compare bucket-admin.json").exit_code, 2);
}

TEST(Regions, AreWhatIsLeftOfEachAllow) {
  const ScratchFolder folder;
  const std::string account = (kSource / "corpus/accounts/ml-company/export.json").string();
  const ProgramRun run =
      Iamsift(Concat({"effective ", account, " --principal platform-admin-01 --regions"}));
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("\n  * on *\n    by policy `AdministratorAccess`, statement 1"));
  EXPECT_THAT(run.out, HasSubstr("\n    except all but "));
  EXPECT_THAT(run.out, HasSubstr("if BoolIfExists aws:MultiFactorAuthPresent false"));
  const ProgramRun json = Iamsift(
      Concat({"effective ", account, " --principal platform-admin-01 --regions --format json"}));
  const nlohmann::json result = nlohmann::json::parse(json.out);
  EXPECT_EQ(result["principals"][0]["regions"][0]["actions"], "*");
  EXPECT_EQ(result["principals"][0]["regions"][0]["except"].size(), 1U);
}

TEST(Proofs, MayBeOfRealisticRequestsAlone) {
  const std::string ask =
      "check access-not-granted bucket-admin.json --action s3:GetObject "
      "--resource arn:aws:sqs:eu-west-1:111122223333:jobs";
  const ProgramRun open = Iamsift(ask);
  EXPECT_EQ(open.exit_code, 1) << "a policy of everything names it";
  const ProgramRun realistic = Iamsift(Concat({ask, " --realistic --format json"}));
  EXPECT_EQ(realistic.exit_code, 0) << "no object of a bucket is a queue";
  EXPECT_EQ(nlohmann::json::parse(realistic.out)["world"], "realistic");
}

// The budget counts steps, so that a poor one gives the same poor answer everywhere.
TEST(Proofs, OutOfBudgetIsUnknown) {
  const ProgramRun run =
      Iamsift("check no-new-access bucket-admin.json developer.json --proof-budget 1");
  EXPECT_TRUE(run.exit_code == 0 || run.exit_code == 3) << run.out;
}

}  // namespace
}  // namespace iamsift
