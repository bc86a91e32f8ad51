// What somebody knows of already: suppressions, baselines, severities of one's own, and findings by
// control; and the same findings under the guardrails of an organization.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"

namespace iamsift {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kBroadPolicy =
    R"({"Version": "2012-10-17", "Statement": [)"
    R"({"Sid": "Train", "Effect": "Allow", "Action": "sagemaker:*", "Resource": "*"}]})";
constexpr std::string_view kTwoServices =
    R"({"Version": "2012-10-17", "Statement": [)"
    R"({"Sid": "Train", "Effect": "Allow", "Action": "sagemaker:*", "Resource": "*"},)"
    R"({"Sid": "Keys", "Effect": "Allow", "Action": "kms:*", "Resource": "*"}]})";

class Acceptance : public testing::Test {
 protected:
  Acceptance() { scratch_.Put("broad.json", kBroadPolicy); }

  ProgramRun Run(const std::string& line) const {
    std::vector<std::string> command = ShellWords(line);
    command.insert(command.begin(), IAMSIFT_BINARY);
    return RunProgram({.command = command, .folder = scratch_.path().string()});
  }

  ProgramRun Scan(const std::string& line) const {
    return Run("scan --account 111122223333 --now 2026-10-01 --select OB-003 " + line);
  }

  json Report(const std::string& line) const {
    return json::parse(Scan(line + " --format json").out);
  }

  ScratchFolder scratch_;
};

TEST_F(Acceptance, HidesWhatTheFileBesideTheInputAccepts) {
  scratch_.Put(".iamsift-ignore.yaml",
               "- id: OB-003\n  policy: '*broad.json'\n  reason: a sandbox\n  owner: ml\n"
               "  until: 2026-10-01\n");
  const ProgramRun run = Scan("broad.json");
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("1 suppressed"));
  EXPECT_THAT(run.out, Not(HasSubstr("whole-service-everywhere")));
  const json report = Report("broad.json");
  const json expected = {{"reason", "a sandbox"}, {"owner", "ml"}, {"until", "2026-10-01"}};
  EXPECT_EQ(report["findings"][0]["suppressed"], expected);
  EXPECT_EQ(report["summary"]["suppressed"], 1);
  EXPECT_EQ(report["summary"]["findings"]["high"], 0);
  const json sarif = json::parse(Scan("broad.json --format sarif").out);
  EXPECT_EQ(sarif["runs"][0]["results"][0]["suppressions"][0]["status"], "accepted");
  EXPECT_EQ(Scan("broad.json --no-suppressions").exit_code, 1);
  const json folder = Report(".");
  EXPECT_EQ(folder["summary"]["suppressed"], 1) << "in the folder that is scanned, too";
  ASSERT_EQ(folder["diagnostics"].size(), 1U) << "it is no input itself";
  EXPECT_EQ(folder["diagnostics"][0]["code"], "SUPPRESSION-ENDS") << "this very day";
  EXPECT_EQ(folder["findings"][0]["id"], report["findings"][0]["id"]);
}

constexpr std::string_view kYamlPolicy =
    "Version: '2012-10-17'\n"
    "Statement:\n"
    "  - Sid: Train\n"
    "    Effect: Allow\n"
    "    Action: sagemaker:*  # TRAILING\n"
    "    Resource: '*'\n"
    "  # BEFORE\n"
    "  - Sid: Keys\n"
    "    Effect: Allow\n"
    "    Action: kms:*\n"
    "    Resource: '*'\n";

struct CommentCase {
  std::string_view replaced, comment;
  int left;
  std::string_view because;
};

TEST_F(Acceptance, TakesCommentsInYaml) {
  constexpr CommentCase kCases[] = {
      {"TRAILING", "iamsift:ignore OB-003 reason=\"a sandbox\"", 1, "the statement around it"},
      {"BEFORE", "iamsift:ignore OB reason=known", 1, "the statement behind it"},
      {"Version: '2012-10-17'", "# iamsift:ignore OB-003 reason=known\nVersion: '2012-10-17'", 0,
       "the whole file"},
      {"TRAILING", "iamsift:ignore OB-004 reason=known", 2, "another rule"},
      {"TRAILING", "iamsift:ignore OB-003", 2, "no reason"},
      {"TRAILING", "iamsift:ignore OB-003 reason=known until=2026-09-30", 2, "ended"},
      {"TRAILING", "see iamsift:ignore OB-003 reason=known", 2, "a comment about comments"},
      {"Sid: Train", "Sid: \"# iamsift:ignore OB-003 reason=known\"", 2, "text, no comment"},
  };
  for (const CommentCase& c : kCases) {
    std::string policy(kYamlPolicy);
    policy.replace(policy.find(c.replaced), c.replaced.size(), c.comment);
    scratch_.Put("policy.yaml", policy);
    EXPECT_EQ(Report("policy.yaml")["summary"]["findings"]["high"], c.left) << c.because;
    EXPECT_EQ(Report("policy.yaml --no-suppressions")["summary"]["findings"]["high"], 2);
  }
}

TEST_F(Acceptance, TakesCommentsInJsonWithComments) {
  std::string policy(kTwoServices);
  policy.insert(policy.find("{\"Sid\": \"Keys\""),
                "\n// iamsift:ignore OB-003 reason=\"known\" owner=\"ml\" until=2026-12-31\n");
  scratch_.Put("policy.jsonc", policy);
  const json report = Report("policy.jsonc");
  EXPECT_EQ(report["summary"]["findings"]["high"], 1);
  const json expected = {
      {"reason", "known"}, {"owner", "ml"}, {"until", "2026-12-31"}, {"inline", true}};
  EXPECT_EQ(report["findings"][0].value("suppressed", report["findings"][1]["suppressed"]),
            expected);
  const json sarif = json::parse(Scan("policy.jsonc --format sarif").out);
  EXPECT_EQ(sarif["runs"][0]["results"][1]["suppressions"][0]["kind"], "inSource");
}

TEST_F(Acceptance, NotesCommentsThatMeanNothing) {
  std::string policy(kYamlPolicy);
  policy.replace(policy.find("TRAILING"), 8, "iamsift:ignore OB-03 reason=known");
  policy.replace(policy.find("BEFORE"), 6, "iamsift:ignore OB-003,OB-001 why=known");
  policy += "# iamsift:ignore OB-003 reason=known\n";
  scratch_.Put("policy.yaml", policy);
  std::vector<std::string> notes;
  const json report = Report("policy.yaml");
  for (const json& diagnostic : report["diagnostics"]) {
    notes.push_back(diagnostic["code"].get<std::string>() + " " +
                    diagnostic["message"].get<std::string>());
  }
  EXPECT_THAT(notes,
              testing::ElementsAre(
                  "SUPPRESSION-UNREADABLE policy.yaml:5:28: `OB-03` is no rule and no family",
                  "SUPPRESSION-UNREADABLE policy.yaml:7:5: expected reason=, until= or "
                  "owner=, not `why=known`",
                  "SUPPRESSION-UNUSED policy.yaml:12:3: this comment means nothing that was "
                  "found"));
}

struct EntryCase {
  std::string_view entry;
  bool suppresses;
  std::string_view because;
};

TEST_F(Acceptance, MeansFindingsThatEverythingOfAnEntryAppliesTo) {
  constexpr EntryCase kCases[] = {
      {"id: OB", true, "the family"},
      {"id: whole-service-everywhere", true, "the name"},
      {"id: OB-0*", true, "a glob"},
      {"id: OB-001..OB-009", true, "a range"},
      {"id: OB-004", false, "another rule"},
      {"id: OB, account: 111122223333", true, "the account, as a number"},
      {"id: OB, account: '444455556666'", false, "another account"},
      {"id: OB, path: broad.json", true, "the file"},
      {"id: OB, path: 'exports/*'", false, "another folder"},
      {"id: OB, sid: Train", true, "the statement"},
      {"id: OB, sid: Keys", false, "another statement"},
      {"id: OB, actions: 'sagemaker:*'", true, "every action of the finding"},
      {"id: OB, actions: ['s3:*']", false, "none of them"},
      {"id: OB, principal: '*broad.json'", true, "a glob over the subject"},
      {"id: OB, principal: '/broad[.]js(on)?$/'", true, "an expression"},
      {"id: OB, principal: '/^broad$/'", false, "an anchored one"},
      {"id: OB, until: 2026-09-30", false, "ended the day before"},
      {"id: OB, until: 2026-10-01", true, "the last day is one of its days"},
  };
  for (const EntryCase& c : kCases) {
    scratch_.Put("ignore.yaml", "- {" + std::string(c.entry) + ", reason: known}\n");
    const ProgramRun run = Scan("broad.json --suppressions ignore.yaml");
    EXPECT_EQ(run.exit_code, c.suppresses ? 0 : 1) << c.entry << ": " << c.because << run.err;
  }
}

TEST_F(Acceptance, NotesEntriesThatEndedOrMeanNothing) {
  scratch_.Put("ignore.yaml",
               "- {id: OB, reason: a, until: 2026-09-30}\n"
               "- {id: OB, sid: Gone, reason: b}\n"
               "- {id: LINT, reason: no lint took part}\n");
  const json report = Report("broad.json --suppressions ignore.yaml");
  std::vector<std::string> notes;
  for (const json& diagnostic : report["diagnostics"]) {
    notes.push_back(diagnostic["code"].get<std::string>() + " " +
                    diagnostic["message"].get<std::string>());
  }
  EXPECT_THAT(notes, testing::ElementsAre(
                         "SUPPRESSION-EXPIRED ignore.yaml:1:3: this entry ended on 2026-09-30: 1 "
                         "finding counts again",
                         "SUPPRESSION-UNUSED ignore.yaml:2:3: this entry means nothing that was "
                         "found"));
}

struct FaultCase {
  std::string_view file, problem;
};

TEST_F(Acceptance, SaysWhereAFileOfSuppressionsIsWrong) {
  constexpr FaultCase kCases[] = {
      {"- id: OB-003\n", "ignore.yaml:1:3: expected a `reason`"},
      {"- reason: x\n", "ignore.yaml:1:3: expected an `id` of a rule, or a `finding`"},
      {"- id: OB-03\n  reason: x\n", "ignore.yaml:1:7: `OB-03` is no rule and no family; did you"},
      {"- rule: OB-003\n  reason: x\n", "`rule` is no member; did you mean `id`?"},
      {"- id: OB\n  reason: x\n  until: soon\n", "ignore.yaml:3:10: until must be a day"},
      {"- id: OB\n  reason: x\n  account: 12\n", "ignore.yaml:3:12: account must be 12 digits"},
      {"- id: OB\n  reason: x\n  principal: /a(/\n", "ignore.yaml:3:14: `/a(/` is no RE2"},
      {"- id: OB\n  reason: ''\n", "ignore.yaml:2:11: `reason` is empty"},
      {"id: OB\nreason: x\n", "ignore.yaml:1:1: expected a list of entries"},
      {"- OB-003\n", "ignore.yaml:1:3: expected an entry"},
      {"- id: [\n", "ignore.yaml:"},
  };
  for (const FaultCase& c : kCases) {
    scratch_.Put("ignore.yaml", c.file);
    const ProgramRun run = Scan("broad.json --suppressions ignore.yaml");
    EXPECT_EQ(run.exit_code, 2) << c.file;
    EXPECT_THAT(run.err, HasSubstr(c.problem)) << c.file;
  }
  EXPECT_EQ(Scan("broad.json --suppressions absent.yaml").exit_code, 2);
}

TEST_F(Acceptance, TellsNewFromUnchangedAndFixed) {
  EXPECT_EQ(Run("baseline create --account 111122223333 --now 2026-10-01 --select OB-003 "
                "broad.json -o base.json")
                .exit_code,
            0);
  const ProgramRun same = Scan("broad.json --baseline base.json");
  EXPECT_EQ(same.exit_code, 0) << "known findings fail no run" << same.err;
  EXPECT_THAT(same.out, HasSubstr("UNCHANGED HIGH  1 finding"));
  scratch_.Put("broad.json", kTwoServices);
  const ProgramRun more = Scan("broad.json --baseline base.json");
  EXPECT_EQ(more.exit_code, 1);
  EXPECT_THAT(more.out, HasSubstr("against the baseline 1 new, 1 unchanged, 0 fixed"));
  EXPECT_LT(more.out.find("NEW HIGH"), more.out.find("UNCHANGED HIGH"));
  Scan("broad.json --format json=two.json --format sarif=two.sarif --format ndjson=two.ndjson");
  scratch_.Put("broad.json", kBroadPolicy);
  for (const char* const report : {"two.json", "two.sarif", "two.ndjson"}) {
    const json compared = Report(std::string("broad.json --baseline ") + report);
    EXPECT_EQ(compared["findings"][0]["baseline"], "unchanged") << report;
    ASSERT_EQ(compared["fixed"].size(), 1U) << report;
    EXPECT_EQ(compared["fixed"][0]["rule"], "OB-003") << report;
    EXPECT_EQ(compared["summary"]["baseline"]["fixed"], 1) << report;
  }
  const json sarif = json::parse(Scan("broad.json --baseline two.json --format sarif").out);
  EXPECT_EQ(sarif["runs"][0]["results"][0]["baselineState"], "unchanged");
  EXPECT_EQ(sarif["runs"][0]["results"][1]["baselineState"], "absent");
}

TEST_F(Acceptance, WritesBaselinesAsTheirSchemaSays) {
  Run("baseline create --account 111122223333 broad.json -o base.json");
  const std::string source = IAMSIFT_SOURCE_DIR;
  const ProgramRun run =
      RunProgram({.command = {"node", source + "/tests/npm/validate_findings.mjs",
                              source + "/reports/schema/iamsift.baseline-1.schema.json",
                              (scratch_.path() / "base.json").string()}});
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
}

TEST_F(Acceptance, CountsAFindingThatBecameWorseAsNew) {
  Run("baseline create --account 111122223333 --select OB-003 --severity OB-003=medium broad.json "
      "-o base.json");
  EXPECT_EQ(Report("broad.json --baseline base.json")["findings"][0]["baseline"], "new");
}

TEST_F(Acceptance, LeavesAloneWhatTheRunDidNotLookFor) {
  Run("baseline create --account 111122223333 broad.json -o base.json");
  scratch_.Put("other.json", kBroadPolicy);
  const json report = Report("other.json --baseline base.json");
  EXPECT_EQ(report["fixed"].size(), 0U);
  EXPECT_EQ(report["diagnostics"][0]["code"], "BASELINE-NOT-COMPARED");
}

TEST_F(Acceptance, RefusesWhatIsNoBaseline) {
  constexpr FaultCase kCases[] = {
      {"{\"a\": 1}", "base.json: expected a baseline"},
      {"{\"schema\": \"iamsift.baseline/1\", \"findings\": [{\"id\": \"1\"}]}",
       "base.json: expected id, rule and severity"},
      {"{\"schema\": ", "base.json:1:"},
  };
  for (const FaultCase& c : kCases) {
    scratch_.Put("base.json", c.file);
    const ProgramRun run = Scan("broad.json --baseline base.json");
    EXPECT_EQ(run.exit_code, 2) << c.file;
    EXPECT_THAT(run.err, HasSubstr(c.problem)) << c.file;
  }
}

TEST_F(Acceptance, TakesSeveritiesFromTheUser) {
  EXPECT_EQ(Scan("broad.json --severity OB=low").exit_code, 0);
  EXPECT_EQ(Scan("broad.json --severity OB=low,OB-003=critical --fail-on critical").exit_code, 1);
  constexpr FaultCase kCases[] = {
      {"OB-003=error", "OB-003 can be critical, high, medium, low or info, not error"},
      {"LINT-102=high", "LINT-102 can be error, warning or note, not high"},
      {"OB-03=low", "`OB-03` is no rule and no family; did you mean"},
      {"OB-003=hihg", "`hihg` is no severity"},
      {"OB-003", "--severity must be RULE=LEVEL"},
  };
  for (const FaultCase& c : kCases) {
    const ProgramRun run = Scan("broad.json --severity " + std::string(c.file));
    EXPECT_EQ(run.exit_code, 2) << c.file;
    EXPECT_THAT(run.err, HasSubstr(c.problem)) << c.file;
  }
}

TEST_F(Acceptance, SelectsByIdNameFamilyAndRange) {
  for (const char* const rules :
       {"OB-003", "OB", "OB-001..OB-005", "whole-service-everywhere", "LINT,OB-003"}) {
    const std::string line = std::string("scan broad.json --select ") + rules;
    EXPECT_EQ(Run(line).exit_code, 1) << rules;
  }
  EXPECT_EQ(Run("scan broad.json --select OB-003 --ignore OB-001..OB-009").exit_code, 0);
  EXPECT_THAT(Run("scan broad.json --ignore OB-900..OB-999").err, HasSubstr("holds no rule"));
  EXPECT_THAT(Run("scan broad.json --select whole-service-everywhre").err,
              HasSubstr("did you mean `whole-service-everywhere`?"));
}

TEST_F(Acceptance, GroupsByTheControlsOfAFramework) {
  const ProgramRun run = Scan("broad.json --profile nist");
  EXPECT_THAT(run.out, HasSubstr("Findings by control of NIST SP 800-53r5"));
  EXPECT_THAT(run.out, HasSubstr("  AC-6(3)  1 high\n"));
  const json controls = Report("broad.json --profile pci")["summary"]["controls"];
  EXPECT_EQ(controls["framework"], "PCI DSS 4.0");
  EXPECT_EQ(controls["controls"][0]["control"], "7.2.1");
  EXPECT_EQ(controls["controls"][0]["findings"]["high"], 1);
  EXPECT_THAT(Scan("broad.json --profile hipaa").err, HasSubstr("--profile must be one of cis"));
}

// Nothing but storage is let through.
constexpr std::string_view kOrganization = R"({"schema": "iamsift.org/1",
    "organization": {"id": "o-1", "management_account": "999988887777",
                     "policy_types": ["SERVICE_CONTROL_POLICY"]},
    "nodes": [{"id": "r-1", "parent": null, "name": "Root", "type": "ROOT"},
              {"id": "111122223333", "parent": "r-1", "name": "ml", "type": "ACCOUNT"}],
    "policies": [{"id": "p-1", "type": "SERVICE_CONTROL_POLICY", "name": "storage-only",
      "targets": ["r-1", "111122223333"],
      "document": {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}}]})";

std::string ExportOf(const std::string& account) {
  const std::string arn = "arn:aws:iam::" + account + ":role/trainer";
  return R"({"UserDetailList": [], "GroupDetailList": [], "Policies": [], "RoleDetailList": [{)"
         R"("Path": "/", "RoleName": "trainer", "RoleId": "AROAEXAMPLE000000001", "Arn": ")" +
         arn +
         R"(", "CreateDate": "2026-03-01T00:00:00Z", "AssumeRolePolicyDocument": {"Version":)"
         R"("2012-10-17", "Statement": []}, "InstanceProfileList": [], "RolePolicyList": [)"
         R"({"PolicyName": "train", "PolicyDocument": )" +
         std::string(kBroadPolicy) + R"(}], "AttachedManagedPolicies": [], "Tags": []}]})";
}

TEST_F(Acceptance, JudgesUnderTheGuardrailsOfAnOrganization) {
  scratch_.Put("org.json", kOrganization);
  scratch_.Put("member.json", ExportOf("111122223333"));
  scratch_.Put("stranger.json", ExportOf("444455556666"));
  EXPECT_EQ(Scan("member.json").exit_code, 1);
  EXPECT_EQ(Scan("member.json --org org.json").exit_code, 0) << "the SCPs let no action through";
  const ProgramRun stranger = Scan("stranger.json --org org.json");
  EXPECT_EQ(stranger.exit_code, 1);
  EXPECT_THAT(stranger.out, HasSubstr("ORG-WITHOUT-ACCOUNT"));
  const ProgramRun absent = Scan("member.json --org absent.json");
  EXPECT_EQ(absent.exit_code, 2);
  EXPECT_THAT(absent.err, HasSubstr("absent.json"));
}

TEST_F(Acceptance, ExplainsARuleByIdOrName) {
  const ProgramRun run = Run("explain ob-003");
  EXPECT_EQ(run.exit_code, 0);
  for (const char* const part :
       {"OB-003  whole-service-everywhere", "\nWhy\n", "\nHow an attacker uses it\n",
        "\nFires on  corpus/rules/", "\nQuiet on  corpus/rules/", "NIST SP 800-53r5",
        "RESOURCE_STAR", "CWE-250", "\nSource\n"}) {
    EXPECT_THAT(run.out, HasSubstr(part));
  }
  EXPECT_EQ(Run("explain whole-service-everywhere").out, run.out);
  const json page = json::parse(Run("explain OB-003 --format json").out);
  EXPECT_EQ(page["controls"]["AWS Security Hub"], json::array({"IAM.21"}));
  EXPECT_EQ(page["needs"], "policy");
  EXPECT_THAT(Run("explain OB-003 --format markdown").out, HasSubstr("## OB-003 whole-service"));
  EXPECT_THAT(Run("explain OB-03").err, HasSubstr("`OB-03` is no rule; did you mean `OB-0"));
  EXPECT_EQ(Run("explain OB-03").exit_code, 2);
}

TEST_F(Acceptance, ListsTheRules) {
  const json list = json::parse(Run("rules --format json").out);
  EXPECT_GT(list["rules"].size(), 60U);
  for (const json& rule : list["rules"]) {
    EXPECT_TRUE(rule.contains("family") && rule.contains("severity") && rule.contains("needs"));
  }
  const ProgramRun some = Run("rules --family HY");
  EXPECT_THAT(some.out, HasSubstr("HY-001"));
  EXPECT_THAT(some.out, Not(HasSubstr("OB-001")));
  EXPECT_THAT(Run("rules --family HX").err, HasSubstr("`HX` is no family; there are "));
}

}  // namespace
}  // namespace iamsift
