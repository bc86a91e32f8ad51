#include "analyzer/narrow/narrow.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "analyzer/eval/eval_fixture.h"

namespace iamsift {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream file(std::string(IAMSIFT_SOURCE_DIR) + "/" + path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// One role with one policy, the sensitive tables of the repository, and what is suggested for it.
class NarrowTest : public testing::Test {
 protected:
  NarrowTest()
      : actions_(ReadFile("rules/facts/actions.tsv")),
        passrole_(ReadFile("rules/facts/passrole.tsv")),
        conjunctive_(ReadFile("rules/facts/conjunctive.tsv")),
        sensitive_(SensitiveActions::Parse(
            catalog_, {.actions = actions_, .passrole = passrole_, .conjunctive = conjunctive_})) {}

  std::optional<SuggestionRow> Suggest(const std::string& statements, Tier tier,
                                       const std::string& boundary = "") {
    test_ = std::make_unique<TestAccount>(std::vector<std::string>{PolicyOf(statements)},
                                          boundary.empty() ? "" : PolicyOf(boundary));
    AddRoles();
    AccountEvaluation evaluation(catalog_, test_->account());
    const PrincipalPermissions& holder = evaluation.principals().front();
    return NarrowPolicy({evaluation, *sensitive_, Scope()},
                        {.document = holder.held.front().text->document,
                         .limits = {holder.limits},
                         .quota = quota_},
                        tier);
  }

  std::optional<SuggestionRow> Repair(const std::string& statements) {
    test_ = std::make_unique<TestAccount>(std::vector<std::string>{PolicyOf(statements)});
    AccountEvaluation evaluation(catalog_, test_->account());
    const PrincipalPermissions& holder = evaluation.principals().front();
    return RepairPolicy({evaluation, *sensitive_, Scope()},
                        {.document = holder.held.front().text->document, .limits = {}});
  }

  static ArnScope Scope() { return {.partition = "aws", .region = "", .account = "111122223333"}; }

  void AddRoles() {
    for (const auto& [name, service] : roles_) {
      std::string trust =
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
          "\"Principal\":{\"Service\":\"" +
          service + "\"},\"Action\":\"sts:AssumeRole\"}]}";
      const size_t size = trust.size();
      trust.append(SourceFile::kPadding, '\0');
      Principal role;
      role.kind = PrincipalKind::kRole;
      role.name = test_->account().arena.Copy(name);
      role.arn = test_->account().arena.Copy("arn:aws:iam::111122223333:role/" + name);
      role.trust = PolicyText{.document = test_->account().documents.Intern(
                                  std::string_view(trust.data(), size), PolicyKind::kTrust)};
      test_->account().principals.push_back(std::move(role));
    }
  }

  const Catalog catalog_ = Catalog::Embedded();
  const std::string actions_, passrole_, conjunctive_;
  const absl::StatusOr<SensitiveActions> sensitive_;
  std::vector<std::pair<std::string, std::string>> roles_;
  size_t quota_ = 6'144;
  std::unique_ptr<TestAccount> test_;
};

bool Holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_F(NarrowTest, ReadsItsTables) { ASSERT_TRUE(sensitive_.ok()) << sensitive_.status(); }

TEST_F(NarrowTest, CutsSagemakerToTheViewTier) {
  const auto row = Suggest("{'Effect':'Allow','Action':'sagemaker:*','Resource':'*'}", Tier::kView);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->actions_before, 449u);
  EXPECT_EQ(row->actions_after, 187u);
  EXPECT_EQ(row->breadth_before, 65);
  EXPECT_EQ(row->breadth_after, 49);
  EXPECT_EQ(row->actions_gone.counts[0] + row->actions_gone.counts[1],
            262u - row->actions_gone.counts[2] - row->actions_gone.counts[3] -
                row->actions_gone.counts[4]);
  ASSERT_EQ(row->policies.size(), 1u);
  EXPECT_TRUE(Holds(row->policies[0], "arn:aws:sagemaker:*:111122223333:*")) << row->policies[0];
  EXPECT_TRUE(Holds(row->policies[0], "sagemaker:Describe*")) << row->policies[0];
  EXPECT_FALSE(Holds(row->policies[0], "Create"));
}

TEST_F(NarrowTest, CutsSagemakerToTheOperateTier) {
  const auto row =
      Suggest("{'Effect':'Allow','Action':'sagemaker:*','Resource':'*'}", Tier::kOperate);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->actions_after, 416u);
  EXPECT_FALSE(Holds(row->policies[0], "PutModelPackageGroupPolicy"));
}

TEST_F(NarrowTest, NamesResourcesByType) {
  const auto row = Suggest(
      "{'Effect':'Allow','Action':['ec2:RunInstances','ec2:TerminateInstances'],'Resource':'*'}",
      Tier::kOperate);
  ASSERT_TRUE(row);
  for (const char* const type : {"instance", "volume", "network-interface", "security-group",
                                 "subnet", "key-pair", "launch-template"}) {
    EXPECT_TRUE(Holds(row->policies[0], "arn:aws:ec2:*:111122223333:" + std::string(type) + "/*"))
        << type << "\n"
        << row->policies[0];
  }
  EXPECT_TRUE(Holds(row->policies[0], "arn:aws:ec2:*::image/*")) << "images belong to no account";
  EXPECT_FALSE(Holds(row->policies[0], "TerminateInstances"))
      << "irrecoverable deletion is not in the operate tier";
}

TEST_F(NarrowTest, KeepsStarForActionsWithoutResourceTypes) {
  const auto row = Suggest(
      "{'Effect':'Allow','Action':['sagemaker:CreateModel','sagemaker:GetModel',"
      "'sagemaker:ListModels','sagemaker:UpdateModel','sagemaker:DeleteModel'],"
      "'Resource':'*'}",
      Tier::kOperate);
  ASSERT_TRUE(row);
  EXPECT_TRUE(Holds(row->policies[0], "arn:aws:sagemaker:*:111122223333:model/*"));
  EXPECT_TRUE(
      Holds(row->policies[0], "\"Action\": \"sagemaker:ListModels\",\n      \"Resource\": \"*\""))
      << row->policies[0];
  EXPECT_FALSE(Holds(row->policies[0], "GetModel")) << "it does not exist";
}

TEST_F(NarrowTest, LimitsWildcardBucketsToTheAccount) {
  const auto row = Suggest(
      "{'Effect':'Allow','Action':['s3:ListBucket','s3:GetObject','s3:PutObject'],"
      "'Resource':'arn:aws:s3:::ml-datasets-*/*'}",
      Tier::kOperate);
  ASSERT_TRUE(row);
  EXPECT_TRUE(Holds(row->policies[0], "aws:ResourceAccount"));
  EXPECT_FALSE(Holds(row->policies[0], "ListBucket")) << "dead on objects";
}

TEST_F(NarrowTest, DoesNotCompressBeyondWhatTheOriginalSays) {
  // Every List action of the service, name by name: `List*` would also grant tomorrow's.
  std::string names;
  const ActionRange range = catalog_.ActionsOf(catalog_.FindService("codecommit").value());
  for (uint16_t id = range.first; id < range.last; ++id) {
    if (!catalog_.ActionName(ActionId{id}).starts_with("List")) continue;
    names += (names.empty() ? "'" : ",'") + catalog_.ActionFullName(ActionId{id}) + "'";
  }
  const auto row =
      Suggest("{'Effect':'Allow','Action':[" + names + "],'Resource':'*'}", Tier::kView);
  ASSERT_TRUE(row);
  EXPECT_FALSE(Holds(row->policies[0], "codecommit:List*")) << row->policies[0];
}

TEST_F(NarrowTest, RewritesNotActionAsAction) {
  const auto row = Suggest("{'Effect':'Allow','NotAction':'iam:*','Resource':'*'}", Tier::kView,
                           "{'Effect':'Allow','Action':['iam:*','s3:*','ec2:*'],'Resource':'*'}");
  ASSERT_TRUE(row);
  EXPECT_FALSE(Holds(row->policies[0], "NotAction"));
  EXPECT_FALSE(Holds(row->policies[0], "\"iam:"));
  EXPECT_TRUE(Holds(row->policies[0], "s3:GetBucket"));
}

TEST_F(NarrowTest, DoesNotListAllOfAws) {
  EXPECT_FALSE(Suggest("{'Effect':'Allow','NotAction':'iam:*','Resource':'*'}", Tier::kView));
}

TEST_F(NarrowTest, KeepsEveryPartWithinTheQuota) {
  quota_ = 600;
  const auto row = Suggest(
      "{'Effect':'Allow','Action':['ec2:*','s3:*'],'Resource':'*'},"
      "{'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::prod'}",
      Tier::kView);
  ASSERT_TRUE(row);
  EXPECT_GT(row->policies.size(), 1u) << "too much for one policy";
  for (const std::string& policy : row->policies) {
    const auto counted =
        std::count_if(policy.begin(), policy.end(), [](char c) { return c != ' ' && c != '\n'; });
    EXPECT_LE(counted, 600);
  }
  EXPECT_TRUE(Holds(row->policies.front(), "Deny")) << "Denies stand in the first";
}

TEST_F(NarrowTest, KeepsDeniesAsTheyAre) {
  const auto row = Suggest(
      "{'Effect':'Allow','Action':'s3:*','Resource':'*'},"
      "{'Sid':'NoProd','Effect':'Deny','Action':'s3:Delete*','Resource':"
      "'arn:aws:s3:::prod-*','Condition':{'Bool':{'aws:SecureTransport':"
      "'false'}}}",
      Tier::kView);
  ASSERT_TRUE(row);
  EXPECT_TRUE(Holds(row->policies[0], "\"Sid\": \"NoProd\""));
  EXPECT_TRUE(Holds(row->policies[0], "aws:SecureTransport"));
}

TEST_F(NarrowTest, KeepsPassRoleForRolesOfTheServicesUsed) {
  roles_ = {{"training", "sagemaker.amazonaws.com"}, {"web", "ec2.amazonaws.com"}};
  const auto row = Suggest(
      "{'Effect':'Allow','Action':['iam:PassRole','sagemaker:CreateTrainingJob'],"
      "'Resource':'*'}",
      Tier::kOperate);
  ASSERT_TRUE(row);
  EXPECT_TRUE(Holds(row->policies[0], "arn:aws:iam::111122223333:role/training"));
  EXPECT_FALSE(Holds(row->policies[0], "role/web"));
  EXPECT_TRUE(Holds(row->policies[0], "\"iam:PassedToService\": \"sagemaker.amazonaws.com\""));
}

TEST_F(NarrowTest, DropsPassRoleWhenNoRoleFits) {
  const auto row = Suggest(
      "{'Effect':'Allow','Action':['iam:PassRole','sagemaker:CreateTrainingJob'],"
      "'Resource':'*'}",
      Tier::kOperate);
  ASSERT_TRUE(row);
  EXPECT_FALSE(Holds(row->policies[0], "PassRole"));
}

TEST_F(NarrowTest, LeavesOutWhatTheBoundaryTakes) {
  const auto row = Suggest(
      "{'Effect':'Allow','Action':['s3:GetBucketLocation','ec2:DescribeVpcs'],"
      "'Resource':'*'}",
      Tier::kView, "{'Effect':'Allow','Action':'s3:*','Resource':'*'}");
  ASSERT_TRUE(row);
  EXPECT_FALSE(Holds(row->policies[0], "ec2:DescribeVpcs"));
}

TEST_F(NarrowTest, EquivalentDropsOnlyWhatIsInert) {
  const auto row = Suggest(
      "{'Effect':'Allow','Action':['s3:Get*','s3:GetObject','s3:GetNothing','s3:ListBucket'],"
      "'Resource':'arn:aws:s3:::b/*'}",
      Tier::kEquivalent);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->actions_before, row->actions_after);
  EXPECT_EQ(row->breadth_before, row->breadth_after);
  EXPECT_TRUE(Holds(row->policies[0], "s3:Get*"));
  for (const char* const gone : {"GetObject", "GetNothing", "ListBucket"}) {
    EXPECT_FALSE(Holds(row->policies[0], gone)) << gone;
  }
  EXPECT_EQ(row->steps.size(), 3u);
}

TEST_F(NarrowTest, SaysNothingAboutATidyPolicy) {
  EXPECT_FALSE(Suggest("{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/k'}",
                       Tier::kEquivalent));
}

TEST_F(NarrowTest, SaysNothingAboutADocumentThatCannotBeRead) {
  EXPECT_FALSE(Suggest("{'Effect':'Allow','Actions':'s3:*','Resource':'*'}", Tier::kView));
}

TEST_F(NarrowTest, RepairsDeadEntriesApart) {
  const auto bucket = Repair(
      "{'Effect':'Allow','Action':['s3:ListBucket','s3:GetObject'],"
      "'Resource':'arn:aws:s3:::ml-datasets-*/*'}");
  ASSERT_TRUE(bucket);
  EXPECT_EQ(bucket->actions_added,
            std::vector<std::string>{"s3:ListBucket on arn:aws:s3:::ml-datasets-*"});
  const auto model = Repair(
      "{'Effect':'Allow','Action':['sagemaker:GetModel',"
      "'sagemaker:UpdateModel'],'Resource':'*'}");
  ASSERT_TRUE(model);
  EXPECT_EQ(model->actions_added,
            std::vector<std::string>{
                "sagemaker:DescribeModel on arn:aws:sagemaker:*:111122223333:model/*"});
  EXPECT_FALSE(Repair("{'Effect':'Allow','Action':'s3:GetObject','Resource':'*'}"));
}

}  // namespace
}  // namespace iamsift
