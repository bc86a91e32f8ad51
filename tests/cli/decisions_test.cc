// can, who-can and eval, run as a user runs them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "tests/support/golden.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"

namespace iamsift {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// ana may take on `trainer` and nothing else; bob has no policies; lambda runs as `trainer`, whose
// boundary stops at the Region.
constexpr std::string_view kExport = R"({
  "UserDetailList": [
    {"Path": "/", "UserName": "ana", "UserId": "AIDAEXAMPLE000000001",
     "Arn": "arn:aws:iam::111122223333:user/ana", "CreateDate": "2024-03-01T00:00:00Z",
     "GroupList": [], "AttachedManagedPolicies": [],
     "UserPolicyList": [{"PolicyName": "hats", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
       {"Sid": "TakeOn", "Effect": "Allow", "Action": "sts:AssumeRole",
        "Resource": "arn:aws:iam::111122223333:role/trainer"}]}}]},
    {"Path": "/", "UserName": "bob", "UserId": "AIDAEXAMPLE000000002",
     "Arn": "arn:aws:iam::111122223333:user/bob", "CreateDate": "2024-03-01T00:00:00Z",
     "GroupList": [], "AttachedManagedPolicies": []}
  ],
  "GroupDetailList": [],
  "RoleDetailList": [
    {"Path": "/", "RoleName": "trainer", "RoleId": "AROAEXAMPLE000000001",
     "Arn": "arn:aws:iam::111122223333:role/trainer", "CreateDate": "2024-03-01T00:00:00Z",
     "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
       {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
        "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}},
       {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]},
     "InstanceProfileList": [], "AttachedManagedPolicies": [],
     "RolePolicyList": [{"PolicyName": "train", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
       {"Sid": "Train", "Effect": "Allow", "Action": "sagemaker:Create*",
        "Resource": "arn:aws:sagemaker:eu-west-1:111122223333:training-job/*"},
       {"Sid": "NotProduction", "Effect": "Deny", "Action": "sagemaker:*",
        "Resource": "arn:aws:sagemaker:*:*:training-job/prod-*"}]}}]}
  ],
  "Policies": []
}
)";

constexpr std::string_view kJob = "arn:aws:sagemaker:eu-west-1:111122223333:training-job/";

class Decisions : public testing::Test {
 protected:
  ProgramRun Run(const std::string& line) const {
    std::vector<std::string> command = ShellWords(line);
    command.insert(command.begin(), IAMSIFT_BINARY);
    return RunProgram({.command = command, .folder = scratch_.path().string()});
  }
  ProgramRun Can(std::string_view words) const {
    return Run("can export.json " + std::string(words));
  }

  ScratchFolder scratch_;
  const std::string export_ = scratch_.Put("export.json", kExport);
};

TEST_F(Decisions, CanNamesTheStatementThatDecidesWithItsPlace) {
  const ProgramRun run = Can("trainer sagemaker:CreateTrainingJob " + std::string(kJob) + "x");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, testing::StartsWith("ALLOW: arn:aws:iam::111122223333:role/trainer"));
  EXPECT_THAT(run.out, HasSubstr("policy `train` (inline), statement 1 (Train)  export.json:23:8"));
}

TEST_F(Decisions, CanTellsADenyFromTheLackOfAnAllow) {
  const ProgramRun denied =
      Can("trainer sagemaker:CreateTrainingJob " + std::string(kJob) + "prod-1");
  EXPECT_EQ(denied.exit_code, 1);
  EXPECT_THAT(denied.out, testing::StartsWith("EXPLICIT_DENY"));
  EXPECT_THAT(denied.out, HasSubstr("denied by policy `train` (inline), statement 2"));
  const ProgramRun missing = Can("bob sagemaker:CreateTrainingJob " + std::string(kJob) + "x");
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_THAT(missing.out, testing::StartsWith("IMPLICIT_DENY"));
}

TEST_F(Decisions, CanSaysWhatAConditionalAnswerHangsOn) {
  const std::string question = "ana sts:AssumeRole arn:aws:iam::111122223333:role/trainer";
  const ProgramRun open = Can(question);
  EXPECT_EQ(open.exit_code, 0);
  EXPECT_THAT(open.out, testing::StartsWith("CONDITIONAL"));
  EXPECT_THAT(open.out, HasSubstr("aws:multifactorauthpresent: decided by the environment"));
  const ProgramRun with = Can(question + " --context aws:MultiFactorAuthPresent=true");
  EXPECT_THAT(with.out, testing::StartsWith("ALLOW"));
  const ProgramRun without = Can(question + " --context aws:MultiFactorAuthPresent=absent");
  EXPECT_THAT(without.out, testing::StartsWith("IMPLICIT_DENY"));
}

TEST_F(Decisions, CanReadsAPatternAsASetOfResources) {
  const ProgramRun all = Can("trainer sagemaker:CreateTrainingJob");
  EXPECT_THAT(all.out, testing::StartsWith("CONDITIONAL"));
  const ProgramRun some = Can("trainer sagemaker:CreateTrainingJob " + std::string(kJob) + "dev-*");
  EXPECT_THAT(some.out, testing::StartsWith("ALLOW"));
}

TEST_F(Decisions, CanAnswersInJson) {
  const ProgramRun run =
      Can("ana sts:AssumeRole arn:aws:iam::111122223333:role/trainer --format json");
  const nlohmann::json answer = nlohmann::json::parse(run.out);
  EXPECT_EQ(answer["verdict"], "CONDITIONAL");
  EXPECT_EQ(answer["residual"]["key"], "aws:multifactorauthpresent");
  EXPECT_EQ(answer["controllers"]["aws:multifactorauthpresent"], "environment");
  EXPECT_EQ(answer["statements"][0]["location"]["line"], 7);
}

// Only storage is let through.
constexpr std::string_view kOrganization = R"({"schema": "iamsift.org/1",
    "organization": {"id": "o-1", "management_account": "999988887777",
                     "policy_types": ["SERVICE_CONTROL_POLICY"]},
    "nodes": [{"id": "r-1", "parent": null, "name": "Root", "type": "ROOT"},
              {"id": "111122223333", "parent": "r-1", "name": "ml", "type": "ACCOUNT"}],
    "policies": [{"id": "p-1", "type": "SERVICE_CONTROL_POLICY", "name": "storage-only", "targets": ["r-1", "111122223333"],
      "document": {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}}]})";

TEST_F(Decisions, CanIsCappedByAnOrganization) {
  scratch_.Put("org.json", kOrganization);
  const ProgramRun run =
      Can("trainer sagemaker:CreateTrainingJob " + std::string(kJob) + "x --org org.json");
  EXPECT_EQ(run.exit_code, 1) << run.err;
  EXPECT_THAT(run.out, testing::StartsWith("IMPLICIT_DENY"));
  EXPECT_THAT(run.out, HasSubstr("scp r-1: does not allow"));
  EXPECT_THAT(run.out, Not(HasSubstr("no organization was given")));
}

TEST_F(Decisions, EffectiveIsCappedByAnOrganization) {
  scratch_.Put("org.json", kOrganization);
  const std::string question =
      "effective export.json --principal trainer --action sagemaker:CreateTrainingJob";
  EXPECT_THAT(Run(question).out, HasSubstr("sagemaker:CreateTrainingJob: on listed resources"));
  const ProgramRun capped = Run(question + " --org org.json");
  EXPECT_EQ(capped.exit_code, 0) << capped.err;
  EXPECT_THAT(capped.out, HasSubstr("sagemaker:CreateTrainingJob: no"));
  EXPECT_THAT(capped.out, HasSubstr("not allowed by the SCPs of r-1"));
  EXPECT_THAT(capped.out, HasSubstr("and the organization's SCPs"));
}

TEST_F(Decisions, CanSaysWhomItDoesNotKnow) {
  const ProgramRun run = Can("trainr s3:GetObject");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("did you mean `trainer`?"));
  EXPECT_EQ(Can("ana 's3:*'").exit_code, 2);
  EXPECT_EQ(Can("ana s3:GetObject --context MultiFactor").exit_code, 2);
}

TEST_F(Decisions, WhoCanFollowsRolesAndNamesWaysIn) {
  const ProgramRun run = Run("who-can export.json sagemaker:CreateTrainingJob " +
                             std::string(kJob) + "x --format json");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  const nlohmann::json answer = nlohmann::json::parse(run.out);
  ASSERT_EQ(answer["direct"].size(), 1U);
  EXPECT_EQ(answer["direct"][0]["principal"], "arn:aws:iam::111122223333:role/trainer");
  EXPECT_EQ(answer["direct"][0]["verdict"], "ALLOW");
  ASSERT_EQ(answer["through_roles"].size(), 1U);
  EXPECT_EQ(answer["through_roles"][0]["principal"], "arn:aws:iam::111122223333:user/ana");
  EXPECT_EQ(answer["through_roles"][0]["verdict"], "CONDITIONAL");
  ASSERT_EQ(answer["outside"].size(), 1U);
  EXPECT_EQ(answer["outside"][0]["who"], "lambda.amazonaws.com");
}

TEST_F(Decisions, WhoCanEndsWithOneWhenNobodyCan) {
  const ProgramRun run = Run("who-can export.json iam:CreateUser");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, testing::StartsWith("0 principals can iam:CreateUser on *"));
}

constexpr std::string_view kCases =
    R"({"v":1,"id":"yes","principal":{"arn":"arn:aws:iam::111111111111:user/u"},"identityPolicies":[{"name":"p","document":{"Version":"2012-10-17","Statement":[{"Sid":"S","Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}}],"request":{"action":"s3:GetObject","resource":"arn:aws:s3:::b/k"}}
{"v":1,"id":"broken","principal":{"arn":"arn:aws:iam::111111111111:user/u"},"identityPolicies":[{"document":{"Statement":[]}}],"request":{"action":"s3:GetObject","resource":"arn:aws:s3:::b/k"}}

{"v":1,"id":"no","principal":{"arn":"arn:aws:iam::111111111111:user/u"},"request":{"action":"s3:GetObject","resource":"arn:aws:s3:::b/k"}}
)";

TEST_F(Decisions, EvalAnswersEachCaseInItsOrder) {
  scratch_.Put("cases.ndjson", kCases);
  const ProgramRun run = Run("eval --cases cases.ndjson");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  std::vector<std::string> decisions;
  size_t begin = 0;
  for (size_t end = run.out.find('\n'); end != std::string::npos; end = run.out.find('\n', begin)) {
    const nlohmann::json line = nlohmann::json::parse(run.out.substr(begin, end - begin));
    decisions.push_back(line["id"].get<std::string>() + " " + line["decision"].get<std::string>());
    begin = end + 1;
  }
  EXPECT_THAT(decisions, ElementsAre("yes ALLOW", "broken ERROR", "no IMPLICIT_DENY"));
  EXPECT_THAT(run.out, HasSubstr(R"("by":[{"layer":"identity","policy":"p","statement":"S"}])"));
  EXPECT_THAT(run.out, HasSubstr(R"("error":"identityPolicies: /Statement: )"));
}

TEST_F(Decisions, EvalRefusesWhatIsNoCase) {
  scratch_.Put("cases.ndjson", "{\"v\":1}\nnot json\n");
  const ProgramRun run = Run("eval --cases cases.ndjson");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("cases.ndjson:2:1: "));
  EXPECT_THAT(run.out, HasSubstr("\"decision\":\"ERROR\""));
  EXPECT_EQ(Run("eval --cases absent.ndjson").exit_code, 2);
}

}  // namespace
}  // namespace iamsift
