// The verbs that answer a question, run as a user runs them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"

namespace iamsift {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kExport = R"({
  "UserDetailList": [{
    "Path": "/", "UserName": "ana", "UserId": "AIDAEXAMPLE000000001",
    "Arn": "arn:aws:iam::111122223333:user/ana", "CreateDate": "2024-03-01T00:00:00Z",
    "GroupList": ["readers"],
    "UserPolicyList": [{"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
      {"Sid": "Write", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::data/*"},
      {"Sid": "NoDelete", "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"}
    ]}}],
    "AttachedManagedPolicies": []
  }],
  "GroupDetailList": [{
    "Path": "/", "GroupName": "readers", "GroupId": "AGPAEXAMPLE000000001",
    "Arn": "arn:aws:iam::111122223333:group/readers", "CreateDate": "2024-03-01T00:00:00Z",
    "GroupPolicyList": [{"PolicyName": "read", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": ["s3:GetObject", "s3:DeleteObject"], "Resource": "*"}
    ]}}],
    "AttachedManagedPolicies": []
  }],
  "RoleDetailList": [], "Policies": []
}
)";

class Questions : public testing::Test {
 protected:
  ProgramRun Run(const std::string& line) const {
    std::vector<std::string> command = ShellWords(line);
    command.insert(command.begin(), IAMSIFT_BINARY);
    return RunProgram({.command = command, .folder = scratch_.path().string()});
  }

  ScratchFolder scratch_;
  const std::string export_ = scratch_.Put("export.json", kExport);
};

constexpr std::string_view kTrainer = R"({
  "UserDetailList": [], "GroupDetailList": [], "Policies": [],
  "RoleDetailList": [{
    "Path": "/", "RoleName": "trainer", "RoleId": "AROAEXAMPLE000000001",
    "Arn": "arn:aws:iam::111122223333:role/trainer", "CreateDate": "2022-03-01T00:00:00Z",
    "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
      "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole"}]},
    "InstanceProfileList": [], "AttachedManagedPolicies": [], "Tags": [],
    "RolePolicyList": [{"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": ["sagemaker:CreateModel", "sagemaker:DeleteModel", "sqs:SendMessage"],
       "Resource": "*"}
    ]}}]
  }]
}
)";

constexpr std::string_view kTrainersUse = R"({
  "JobStatus": "COMPLETED", "JobType": "ACTION_LEVEL", "JobCreationDate": "2026-10-02T00:00:00Z",
  "ServicesLastAccessed": [{
    "ServiceName": "Amazon SageMaker", "ServiceNamespace": "sagemaker",
    "LastAuthenticated": "2026-10-01T08:00:00Z", "TotalAuthenticatedEntities": 1,
    "TrackedActionsLastAccessed": [
      {"ActionName": "CreateModel", "LastAccessedTime": "2026-10-01T08:00:00Z"},
      {"ActionName": "DeleteModel"}]
  }]
}
)";

TEST_F(Questions, NarrowKeepsWhatWasUsed) {
  scratch_.Put("trainer.json", kTrainer);
  scratch_.Put("use/arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Ftrainer.json", kTrainersUse);
  const ProgramRun run = Run("narrow trainer.json --usage use --tier observed");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("own of arn:aws:iam::111122223333:role/trainer: observed"));
  EXPECT_THAT(run.out, HasSubstr("keeps 1 action of sqs not seen in use"));
  EXPECT_THAT(run.out, HasSubstr("\"sagemaker:CreateModel\""));
  EXPECT_THAT(run.out, Not(HasSubstr("DeleteModel")));
  const ProgramRun siblings = Run("narrow trainer.json --usage use --tier observed --siblings");
  EXPECT_EQ(siblings.out, "nothing to narrow\n") << "all that is left can be done to models";
}

TEST_F(Questions, NarrowGuardsTrustPolicies) {
  scratch_.Put("trainer.json", kTrainer);
  const ProgramRun run = Run("narrow trainer.json --tier guarded");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("\"aws:SourceAccount\": \"111122223333\""));
  EXPECT_EQ(Run("narrow trainer.json --tier equivalent").out, "nothing to narrow\n");
}

constexpr std::string_view kModelsOnly = R"({"schema": "iamsift.org/1",
    "organization": {"id": "o-1", "management_account": "999988887777",
                     "policy_types": ["SERVICE_CONTROL_POLICY"]},
    "nodes": [{"id": "r-1", "parent": null, "name": "Root", "type": "ROOT"},
              {"id": "NUMBER", "parent": "r-1", "name": "ml", "type": "ACCOUNT"}],
    "policies": [{"id": "p-1", "type": "SERVICE_CONTROL_POLICY", "name": "models-only",
      "targets": ["r-1", "NUMBER"],
      "document": {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "sagemaker:*", "Resource": "*"}]}}]})";

std::string OrganizationOf(const std::string& account) {
  constexpr std::string_view kNumber = "NUMBER";
  std::string text(kModelsOnly);
  for (size_t at = text.find(kNumber); at != std::string::npos; at = text.find(kNumber)) {
    text.replace(at, kNumber.size(), account);
  }
  return text;
}

TEST_F(Questions, NarrowDropsWhatGuardrailsTakeAway) {
  scratch_.Put("trainer.json", kTrainer);
  scratch_.Put("org.json", OrganizationOf("111122223333"));
  scratch_.Put("others.json", OrganizationOf("444455556666"));
  const ProgramRun run = Run("narrow trainer.json --org org.json --tier equivalent");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("\"sagemaker:CreateModel\""));
  EXPECT_THAT(run.out, Not(HasSubstr("\"sqs:SendMessage\"")));
  const ProgramRun stranger = Run("narrow trainer.json --org others.json --tier equivalent");
  EXPECT_EQ(stranger.out, "nothing to narrow\n");
  EXPECT_THAT(stranger.err, HasSubstr("account 111122223333 is not in the organization"));
  const ProgramRun absent = Run("narrow trainer.json --org absent.json");
  EXPECT_EQ(absent.exit_code, 2);
  EXPECT_THAT(absent.err, HasSubstr("absent.json"));
}

TEST_F(Questions, EffectiveListsEverybody) {
  const ProgramRun run = Run("effective export.json");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("PRINCIPAL"));
  EXPECT_THAT(run.out, HasSubstr("ana"));
}

TEST_F(Questions, EffectiveNamesTheActionsOfAPrincipal) {
  const ProgramRun run = Run("effective export.json --principal ana");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("on every resource:\n    s3:GetObject\n"));
  EXPECT_THAT(run.out, HasSubstr("on listed resources:\n    s3:PutObject\n"));
  EXPECT_THAT(run.out, Not(HasSubstr("s3:DeleteObject")));
}

TEST_F(Questions, EffectiveNamesTheStatementsThatDecide) {
  const ProgramRun run = Run("effective export.json --action 's3:*Object'");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("s3:PutObject: on listed resources\n"
                                 "    granted by policy `own` (inline), statement 1 (Write)"
                                 "  export.json:7:7\n"));
  EXPECT_THAT(run.out, HasSubstr("s3:GetObject: everywhere\n"
                                 "    granted by policy `read` (inline in group readers), "
                                 "statement 1  export.json:16:7\n"));
  EXPECT_THAT(run.out, HasSubstr("s3:DeleteObject: no\n"));
  EXPECT_THAT(run.out, HasSubstr("taken by   policy `own` (inline), statement 2 (NoDelete)"
                                 "  export.json:8:7\n"));
}

TEST_F(Questions, EffectiveAnswersInJson) {
  const ProgramRun run = Run("effective export.json --action s3:PutObject --format json");
  EXPECT_THAT(run.out, HasSubstr("\"scope\": \"on listed resources\""));
  EXPECT_THAT(run.out, HasSubstr("\"sid\": \"Write\""));
  EXPECT_THAT(run.out, HasSubstr("\"line\": 7"));
}

TEST_F(Questions, SayWhomTheyDoNotKnow) {
  for (const char* const verb : {"effective", "narrow"}) {
    const ProgramRun run = Run(std::string(verb) + " export.json --principal anna");
    EXPECT_EQ(run.exit_code, 1) << verb;
    EXPECT_THAT(run.err, HasSubstr("no user or role is called `anna`; did you mean `ana`?"))
        << verb;
  }
}

TEST_F(Questions, EffectiveSaysThatAnActionDoesNotExistAndWhatPoliciesSayOfIt) {
  const ProgramRun run = Run("effective export.json --principal ana --action s3:HeadObject");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("s3:HeadObject: no  (not in the catalog)"));
  EXPECT_THAT(run.err, HasSubstr("did you mean `s3:GetObject`?"));
}

constexpr std::string_view kUnreadable = R"({"UserDetailList": [{
  "UserName": "eve", "Arn": "arn:aws:iam::111122223333:user/eve", "UserPolicyList": [
    {"PolicyName": "read", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": ["s3:GetObject", "newsvc:*"], "Resource": "*"}]}},
    {"PolicyName": "odd", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
      {"Effect": "Deny", "Foo": 1, "Action": "s3:*", "Resource": "*"}]}}]}],
  "GroupDetailList": [], "RoleDetailList": [], "Policies": [], "IsTruncated": true})";

TEST_F(Questions, EffectiveDoesNotGuessWhatCouldNotBeRead) {
  scratch_.Put("odd.json", kUnreadable);
  const ProgramRun granted = Run("effective odd.json --action s3:GetObject");
  EXPECT_EQ(granted.exit_code, 0) << granted.err;
  EXPECT_THAT(granted.out, HasSubstr("s3:GetObject: only under conditions\n"));
  EXPECT_THAT(granted.out, HasSubstr("hangs on what could not be read, which may deny it"));
  const ProgramRun missing = Run("effective odd.json --action s3:PutObject --format json");
  EXPECT_THAT(missing.out, HasSubstr("\"scope\": \"unknown\""));
  const ProgramRun all = Run("effective odd.json --principal eve");
  EXPECT_THAT(all.out, HasSubstr("on every resource, unless what could not be read denies it:\n"
                                 "    s3:GetObject\n"
                                 "    newsvc:*  (not in the catalog)\n"));
  EXPECT_THAT(Run("effective odd.json --action 's3:*'").out,
              HasSubstr("of the others nothing is known"));
}

TEST_F(Questions, SayWhatTheInputLacks) {
  scratch_.Put("odd.json", kUnreadable);
  EXPECT_THAT(Run("effective odd.json").out, HasSubstr("incomplete input: the last page"));
  EXPECT_THAT(Run("effective odd.json --format json").out,
              HasSubstr("\"incomplete input: the last page"));
  EXPECT_THAT(Run("narrow odd.json").err, HasSubstr("warning: incomplete input: the last page"));
  EXPECT_THAT(Run("can odd.json eve s3:GetObject").out,
              HasSubstr("incomplete input: the last page"));
}

TEST_F(Questions, InputsSayWhatEachFileWasTakenFor) {
  scratch_.Put("folder/one.json", kExport);
  scratch_.Put("folder/notes.json", "[1, 2]");
  const ProgramRun run = Run("inputs folder");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("folder/one.json"));
  EXPECT_THAT(run.out, HasSubstr("aws-authorization-details"));
  EXPECT_THAT(run.out, HasSubstr("111122223333"));
  EXPECT_THAT(run.err, HasSubstr("left out: folder/notes.json"));
  EXPECT_THAT(Run("inputs folder --format json").out, HasSubstr("\"left out: folder/notes.json"));
  EXPECT_THAT(Run("scan folder -v --exit-zero").err, HasSubstr("left out: folder/notes.json"));
  EXPECT_EQ(Run("inputs absent.json").exit_code, 2);
}

TEST_F(Questions, NarrowShowsWhatWouldDo) {
  scratch_.Put("policy.json", R"({"Version": "2012-10-17", "Statement": [)"
                              R"({"Effect": "Allow", "Action": "sagemaker:*", "Resource": "*"}]})");
  const ProgramRun run = Run("narrow policy.json --account 111122223333 --tier view");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("actions     449 -> 187\n"));
  EXPECT_THAT(run.out, HasSubstr("breadth     65 -> 49\n"));
  EXPECT_THAT(run.out, HasSubstr("\"Version\": \"2012-10-17\""));
}

TEST(Expand, CountsAsTheReadmeSays) {
  const ProgramRun run = RunProgram({.command = {IAMSIFT_BINARY, "expand", "sagemaker:*"}});
  EXPECT_EQ(std::count(run.out.begin(), run.out.end(), '\n'), 449);
}

TEST(Expand, FailsWhenStandardOutputIsFull) {
  const ProgramRun run =
      RunProgram({.command = {IAMSIFT_BINARY, "expand", "*"}, .out_path = "/dev/full"});
  EXPECT_EQ(run.exit_code, 2);
}

TEST_F(Questions, NarrowFollowsTheNamesOfAnInventory) {
  scratch_.Put("invoke.json", R"({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "sagemaker:StopTrainingJob", "Resource": "*"}]})");
  scratch_.Put("inventory.ndjson",
               R"({"arn": "arn:aws:sagemaker:eu-west-1:111122223333:training-job/churn"})"
               "\n");
  const std::string line = "narrow invoke.json --account 111122223333 --tier operate";
  EXPECT_THAT(Run(line).out, Not(HasSubstr("tighter")));
  const ProgramRun run = Run(line + " --inventory inventory.ndjson");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, HasSubstr("operate, tighter"));
  EXPECT_THAT(run.out, HasSubstr("111122223333:training-job/churn\""));
  EXPECT_EQ(Run(line + " --inventory nowhere.ndjson").exit_code, 2);
}

TEST_F(Questions, NarrowAdvisesOnTokensThatAnybodyCanHave) {
  scratch_.Put("deploy.json", R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
    "Principal": {"Federated":
      "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
    "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals":
      {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}}]})");
  const ProgramRun run =
      Run("narrow deploy.json --policy-kind trust --account 111122223333 --tier guarded");
  EXPECT_THAT(run.out, HasSubstr("`repo:<name>/<name>:<more>`"));
  EXPECT_THAT(run.out, Not(HasSubstr("\"Statement\""))) << "a placeholder is in no policy";
}

}  // namespace
}  // namespace iamsift
