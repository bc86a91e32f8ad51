#include "analyzer/narrow/narrow.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <fstream>
#include <sstream>

#include "analyzer/base/text.h"
#include "analyzer/eval/eval_fixture.h"
#include "analyzer/policy/print.h"

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
    return Only(SuggestAll(statements, tier, boundary), false);
  }

  // The one that follows the names and values which the input shows.
  std::optional<SuggestionRow> SuggestTighter(const std::string& statements, Tier tier) {
    return Only(SuggestAll(statements, tier, ""), true);
  }

  std::vector<SuggestionRow> SuggestAll(const std::string& statements, Tier tier,
                                        const std::string& boundary) {
    std::vector<std::string> policies{PolicyOf(statements)};
    for (const std::string& other : other_policies_) policies.push_back(PolicyOf(other));
    test_ = std::make_unique<TestAccount>(policies, boundary.empty() ? "" : PolicyOf(boundary));
    AddRoles();
    Account& account = test_->account();
    account.infrastructure = infrastructure_;
    if (!usage_.services.empty()) {
      account.usage = {usage_};
      account.principals.front().usage = 0;
      account.principals.front().created = created_;
    }
    AccountEvaluation evaluation(catalog_, account);
    const PrincipalPermissions& holder = evaluation.principals().front();
    NarrowSetting setting{evaluation, *sensitive_, Scope()};
    setting.memory = std::make_unique<NarrowMemory>(&inventory_);
    setting.keeps_siblings = keeps_siblings_;
    return NarrowPolicy(setting,
                        {.document = holder.held.front().text->document,
                         .limits = {holder.limits},
                         .holders = {0},
                         .quota = quota_},
                        std::vector<Tier>{tier});
  }

  static std::optional<SuggestionRow> Only(const std::vector<SuggestionRow>& rows,
                                           bool is_tighter) {
    for (const SuggestionRow& row : rows) {
      const bool is_policy = row.kind != SuggestionKind::kAdvice;
      if (is_policy && row.is_tighter == is_tighter) return row;
    }
    return std::nullopt;
  }

  static ServiceUse Used(std::string_view service, bool was_used,
                         std::vector<ActionUse> actions = {}) {
    ServiceUse use;
    use.service = service;
    if (was_used) use.last = Instant{1'700'000'000};
    use.tells_actions = !actions.empty();
    use.actions = std::move(actions);
    return use;
  }

  void AddSagemakerSetting(std::string_view path, std::string_view text,
                           SettingState state = SettingState::kKnown) {
    InfrastructureResource& resource = infrastructure_.emplace_back();
    resource.type = "aws:sagemaker/domain:Domain";
    resource.settings.push_back({.path = path, .text = text, .state = state});
  }

  std::optional<SuggestionRow> Repair(const std::string& statements) {
    test_ = std::make_unique<TestAccount>(std::vector<std::string>{PolicyOf(statements)});
    AccountEvaluation evaluation(catalog_, test_->account());
    const PrincipalPermissions& holder = evaluation.principals().front();
    return RepairPolicy({evaluation, *sensitive_, Scope()},
                        {.document = holder.held.front().text->document});
  }

  static ArnScope Scope() { return {.partition = "aws", .region = "", .account = "111122223333"}; }

  void AddRoles() {
    test_->account().is_export = is_export_;
    for (const auto& [name, service] : roles_) AddRole(name, "Service", service);
    for (const auto& [name, arn] : trusting_) AddRole(name, "AWS", arn);
  }

  void AddRole(const std::string& name, const std::string& kind, const std::string& who) {
    std::string trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
        "\"Principal\":{\"" +
        kind + "\":\"" + who + "\"},\"Action\":\"sts:AssumeRole\"}]}";
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

  const Catalog catalog_ = Catalog::Embedded();
  const std::string actions_, passrole_, conjunctive_;
  const absl::StatusOr<SensitiveActions> sensitive_;
  std::vector<std::pair<std::string, std::string>> roles_;     // name, service that is trusted
  std::vector<std::pair<std::string, std::string>> trusting_;  // name, ARN that is trusted
  bool is_export_ = false;
  std::vector<std::string> other_policies_;  // statements of the role's other policies
  std::vector<InfrastructureResource> infrastructure_;
  std::deque<std::string> inventory_names_;  // that stay where they are
  ResourceInventory inventory_;
  UsageFacts usage_{.taken = Instant{1'750'000'000}, .services = {}};
  std::optional<Instant> created_;
  bool keeps_siblings_ = false;
  size_t quota_ = 6'144;
  std::unique_ptr<TestAccount> test_;
};

std::vector<std::string> TextsOf(const std::vector<SharedText>& policies) {
  std::vector<std::string> texts;
  for (const SharedText& policy : policies) texts.push_back(policy.str());
  return texts;
}

bool Holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
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

TEST_F(NarrowTest, TakesFromPowerUsersWhatIsNotTheirs) {
  for (const char* const element : {"'NotAction':'iam:*'", "'Action':'*'"}) {
    const auto row = Suggest("{'Sid':'All','Effect':'Allow'," + std::string(element) +
                                 ",'Resource':'*'},{'Effect':'Deny','Action':'s3:DeleteBucket',"
                                 "'Resource':'*'}",
                             Tier::kOperate);
    ASSERT_TRUE(row) << element;
    const std::string policy = Join(row->policies, "\n");
    for (const std::string_view part : row->policies) {
      EXPECT_LE(
          std::count_if(part.begin(), part.end(), [](char c) { return c != ' ' && c != '\n'; }),
          6'144);
    }
    EXPECT_TRUE(Holds(policy, "\"NotAction\": ["));
    EXPECT_FALSE(Holds(policy, "\"Action\": ["));
    for (const char* const taken :
         {"iam:*", "organizations:*", "account:*", "kms:CreateGrant", "cloudtrail:StopLogging"}) {
      EXPECT_TRUE(Holds(policy, taken)) << taken << policy;
    }
    EXPECT_TRUE(Holds(policy, "s3:DeleteBucket")) << "the Deny stays";
    EXPECT_GT(row->actions_gone.Total(), 0u);
    EXPECT_TRUE(Holds(row->steps[2].what, "permissions boundary")) << row->steps[2].what;
  }
}

TEST_F(NarrowTest, KeepsTheServicesThatWereUsedOfTooMany) {
  usage_.services = {Used("s3", true), Used("ec2", false), Used("iam", false)};
  const std::string all = "{'Effect':'Allow','Action':'*','Resource':'*'}";
  const auto view = Suggest(all, Tier::kView);
  ASSERT_TRUE(view);
  EXPECT_TRUE(Holds(view->policies[0], "s3:GetBucket"));
  EXPECT_FALSE(Holds(view->policies[0], "\"ec2:"));
  EXPECT_FALSE(Holds(view->policies[0], "sqs:")) << "nothing is known of it, as of hundreds";
  EXPECT_TRUE(Holds(view->steps[0].why, "not seen in use")) << view->steps[0].why;
  const auto observed = Suggest(all, Tier::kObserved);
  ASSERT_TRUE(observed);
  EXPECT_TRUE(Holds(observed->policies[0], "s3:"));
  EXPECT_TRUE(Holds(observed->policies[0], "iam:PassRole")) << "is never tracked";
  EXPECT_FALSE(Holds(observed->policies[0], "iam:Create"));
}

TEST_F(NarrowTest, KeepsWhatWasUsedAndWhatNobodyTracks) {
  usage_.services = {
      Used("sagemaker", true,
           {{"CreateModel", Instant{1'740'000'000}}, {"DeleteModel", {}}, {"ListModels", {}}}),
      Used("s3", true), Used("ec2", false)};
  const std::string policy =
      "{'Effect':'Allow','Action':['sagemaker:CreateModel','sagemaker:DeleteModel',"
      "'sagemaker:ListModels','sagemaker:InvokeEndpoint','s3:GetObject','ec2:DescribeVpcs',"
      "'sqs:SendMessage','iam:PassRole'],'Resource':'*'}";
  const auto row = Suggest(policy, Tier::kObserved);
  ASSERT_TRUE(row);
  for (const char* const kept :
       {"CreateModel", "InvokeEndpoint", "s3:GetObject", "sqs:SendMessage", "iam:PassRole"}) {
    EXPECT_TRUE(Holds(row->policies[0], kept)) << kept;
  }
  for (const char* const gone : {"DeleteModel", "ListModels", "ec2:"}) {
    EXPECT_FALSE(Holds(row->policies[0], gone)) << gone;
  }
  EXPECT_EQ(row->actions_gone.Total(), 3u);
  EXPECT_EQ(row->steps[0].why,
            "they, or their services, were not used in the 400 days before 2025-06-15");
  EXPECT_EQ(row->steps[1].what, "keeps 4 actions of iam, s3, sagemaker, sqs not seen in use");

  keeps_siblings_ = true;
  const auto siblings = Suggest(policy, Tier::kObserved);
  ASSERT_TRUE(siblings);
  EXPECT_TRUE(Holds(siblings->policies[0], "DeleteModel"));
  EXPECT_TRUE(Holds(siblings->policies[0], "ListModels"));
  EXPECT_FALSE(Holds(siblings->policies[0], "ec2:"));
}

TEST_F(NarrowTest, SaysNothingOfTheUseOfTheYoung) {
  usage_.services = {Used("ec2", false)};
  const std::string policy =
      "{'Effect':'Allow','Action':['s3:GetObject','ec2:DescribeVpcs'],'Resource':'*'}";
  EXPECT_TRUE(Suggest(policy, Tier::kObserved));
  created_ = Instant{1'749'000'000};
  EXPECT_FALSE(Suggest(policy, Tier::kObserved));
}

TEST_F(NarrowTest, FollowsNamesThatOtherStatementsShow) {
  const std::string policy =
      "{'Effect':'Allow','Action':['s3:GetObject','s3:PutObject'],"
      "'Resource':'arn:aws:s3:::ml-data/*'},"
      "{'Effect':'Allow','Action':['s3:ListBucket','s3:GetBucketLocation'],'Resource':'*'}";
  const auto plain = Suggest(policy, Tier::kView);
  ASSERT_TRUE(plain);
  EXPECT_TRUE(Holds(plain->policies[0], "\"arn:aws:s3:::*\""));
  const auto row = SuggestTighter(policy, Tier::kView);
  ASSERT_TRUE(row);
  EXPECT_TRUE(Holds(row->policies[0], "\"arn:aws:s3:::ml-data\"")) << row->policies[0];
  EXPECT_FALSE(Holds(row->policies[0], "\"arn:aws:s3:::*\""));
}

TEST_F(NarrowTest, JoinsNamesThatBeginAlike) {
  const auto row = SuggestTighter(
      "{'Effect':'Allow','Action':'sagemaker:InvokeEndpoint','Resource':["
      "'arn:aws:sagemaker:*:*:endpoint/ml-chat','arn:aws:sagemaker:*:*:endpoint/ml-rank',"
      "'arn:aws:sagemaker:*:*:endpoint/web']},"
      "{'Effect':'Allow','Action':['sagemaker:UpdateEndpointWeightsAndCapacities',"
      "'sagemaker:CreateEndpoint'],'Resource':'arn:aws:sagemaker:*:*:endpoint/*'}",
      Tier::kOperate);
  ASSERT_TRUE(row);
  EXPECT_TRUE(Holds(row->policies[0], "arn:aws:sagemaker:*:111122223333:endpoint/ml-*"))
      << row->policies[0];
  EXPECT_TRUE(Holds(row->policies[0], "arn:aws:sagemaker:*:111122223333:endpoint/web"));
  EXPECT_TRUE(Holds(row->policies[0],
                    "\"Action\": \"sagemaker:CreateEndpoint\",\n      \"Resource\": "
                    "\"arn:aws:sagemaker:*:111122223333:endpoint/ml-*\""))
      << "what is yet to be made has no name, but may follow a pattern\n"
      << row->policies[0];
}

TEST_F(NarrowTest, NamesWhatIsShownOfAServiceThatIsNamedWhole) {
  const auto row = SuggestTighter(
      "{'Effect':'Allow','Action':'sagemaker:*','Resource':'*'},"
      "{'Effect':'Allow','Action':'sagemaker:StopTrainingJob','Resource':"
      "'arn:aws:sagemaker:*:*:training-job/ml-*'}",
      Tier::kOperate);
  ASSERT_TRUE(row);
  test_ = std::make_unique<TestAccount>(TextsOf(row->policies));
  AccountEvaluation evaluation(catalog_, test_->account());
  const PrincipalPermissions& holder = evaluation.principals().front();
  for (const char* const name : {"CreateTrainingJob", "DescribeTrainingJob", "DescribeModel"}) {
    const ActionId action = *catalog_.FindAction(Concat({"sagemaker:", name}));
    const ActionDecision decision = evaluation.Decide(holder, action);
    ASSERT_EQ(decision.grants.size(), 1u) << name;
    const bool is_wide = Holds(PrintStatement(*evaluation.compiled()
                                                   .at(decision.grants[0].ref.document)
                                                   .statements[decision.grants[0].ref.statement]
                                                   .written,
                                              0),
                               "arn:aws:sagemaker:*:111122223333:*");
    EXPECT_EQ(is_wide, std::string_view(name) == "DescribeModel") << name;
  }
  EXPECT_EQ(row->actions_after, 416u);
}

TEST_F(NarrowTest, TakesGeneratedNamesAsTheyAre) {
  const std::string ids =
      "'arn:aws:ec2:*:111122223333:instance/i-0123456789abcdef0',"
      "'arn:aws:ec2:*:111122223333:instance/i-0123456789abcdef1'";
  const auto row =
      SuggestTighter("{'Effect':'Allow','Action':'ec2:StopInstances','Resource':[" + ids +
                         "]},{'Effect':'Allow','Action':['ec2:StartInstances','ec2:RunInstances'],"
                         "'Resource':'*'}",
                     Tier::kOperate);
  ASSERT_TRUE(row);
  EXPECT_FALSE(Holds(row->policies[0], "i-0123456789abcdef*")) << row->policies[0];
  EXPECT_TRUE(Holds(row->policies[0], "\"arn:aws:ec2:*:111122223333:instance/*\""))
      << "to run an instance is to make a new one\n"
      << row->policies[0];
}

TEST_F(NarrowTest, FollowsNamesOfTheHoldersOtherPolicies) {
  const std::string policy = "{'Effect':'Allow','Action':'dynamodb:DescribeTable','Resource':'*'}";
  EXPECT_FALSE(SuggestTighter(policy, Tier::kView));
  other_policies_ = {
      "{'Effect':'Allow','Action':'dynamodb:GetItem','Resource':"
      "'arn:aws:dynamodb:eu-west-1:111122223333:table/features'}"};
  const auto row = SuggestTighter(policy, Tier::kView);
  ASSERT_TRUE(row);
  EXPECT_TRUE(Holds(row->policies[0], "eu-west-1:111122223333:table/features"));
  EXPECT_TRUE(Holds(row->steps[1].what, "limits 1 action to")) << row->steps[1].what;
  other_policies_ = {
      "{'Effect':'Deny','Action':'dynamodb:GetItem','Resource':"
      "'arn:aws:dynamodb:eu-west-1:111122223333:table/features'}"};
  EXPECT_FALSE(SuggestTighter(policy, Tier::kView)) << "a Deny shows what is not meant";
}

TEST_F(NarrowTest, FollowsNamesOfTheInventoryWhereNothingElseShowsAny) {
  const std::string statement =
      "{'Effect':'Allow','Action':'sagemaker:InvokeEndpoint','Resource':'*'}";
  EXPECT_FALSE(SuggestTighter(statement, Tier::kUse));
  inventory_.Add({.arn = "arn:aws:sagemaker:eu-west-1:444455556666:endpoint/theirs"});
  EXPECT_FALSE(SuggestTighter(statement, Tier::kUse)) << "it is another account's";
  inventory_.Add({.arn = "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/fraud"});
  const auto row = SuggestTighter(statement, Tier::kUse);
  ASSERT_TRUE(row);
  EXPECT_TRUE(Holds(row->policies[0], "111122223333:endpoint/fraud\""));
  EXPECT_FALSE(Holds(row->policies[0], "theirs"));
  other_policies_ = {
      "{'Effect':'Allow','Action':'sagemaker:DescribeEndpoint',"
      "'Resource':'arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn'}"};
  const auto by_policy = SuggestTighter(statement, Tier::kUse);
  ASSERT_TRUE(by_policy);
  EXPECT_FALSE(Holds(by_policy->policies[0], "fraud")) << "what the holder names says more";
}

TEST_F(NarrowTest, FollowsNamesOfInfrastructureCode) {
  infrastructure_.emplace_back().arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/features";
  const auto row = SuggestTighter(
      "{'Effect':'Allow','Action':'dynamodb:DescribeTable','Resource':'*'}", Tier::kView);
  ASSERT_TRUE(row);
  EXPECT_TRUE(Holds(row->policies[0], "table/features"));
}

TEST_F(NarrowTest, HoldsJobsToTheNetworkThatIsShown) {
  AddSagemakerSetting("subnetIds[0]", "subnet-0a1");
  AddSagemakerSetting("defaultUserSettings.securityGroups[0]", "sg-0b2");
  const std::string policy =
      "{'Effect':'Allow','Action':['sagemaker:CreateTrainingJob','sagemaker:CreateProject'],"
      "'Resource':'*'}";
  const auto row = SuggestTighter(policy, Tier::kOperate);
  ASSERT_TRUE(row);
  EXPECT_TRUE(Holds(row->policies[0],
                    "\"ForAllValues:StringEquals\": {\n          "
                    "\"sagemaker:VpcSecurityGroupIds\": \"sg-0b2\",\n          "
                    "\"sagemaker:VpcSubnets\": \"subnet-0a1\""))
      << row->policies[0];
  EXPECT_TRUE(Holds(row->policies[0],
                    "\"Null\": {\n          \"sagemaker:VpcSecurityGroupIds\": \"false\""))
      << "an absent key meets ForAllValues";
  EXPECT_FALSE(Holds(row->policies[0], "InstanceTypes")) << "no value is shown";
  const std::string& written = row->policies[0].str();
  EXPECT_LT(written.find("CreateProject"), written.find("Condition"))
      << "it takes none of the keys\n"
      << row->policies[0];

  AddSagemakerSetting("subnetIds[1]", "", SettingState::kUnknown);
  const auto rest = SuggestTighter(policy, Tier::kOperate);
  ASSERT_TRUE(rest);
  EXPECT_FALSE(Holds(rest->policies[0], "VpcSubnets")) << "one of them is not known yet";
}

TEST_F(NarrowTest, HoldsJobsToWhatOtherStatementsTest) {
  const auto row = SuggestTighter(
      "{'Effect':'Allow','Action':'sagemaker:CreateTrainingJob','Resource':'*','Condition':{"
      "'ForAllValues:StringLike':{'sagemaker:InstanceTypes':'ml.c5.*'}}},"
      "{'Effect':'Allow','Action':'sagemaker:CreateProcessingJob','Resource':'*'}",
      Tier::kOperate);
  ASSERT_TRUE(row);
  const std::string& written = row->policies[0].str();
  EXPECT_TRUE(Holds(written, "\"sagemaker:InstanceTypes\": \"false\"")) << written;
  EXPECT_NE(written.find("ml.c5.*"), written.rfind("ml.c5.*")) << "both statements test it now\n"
                                                               << written;
}

TEST_F(NarrowTest, SaysWhichPartStaysOverTheQuota) {
  quota_ = 2'000;
  const std::string long_deny =
      "{'Effect':'Deny','Action':'s3:Get*','Resource':'arn:aws:s3:::" + std::string(2'500, 'a') +
      "'}";
  const auto row =
      Suggest("{'Effect':'Allow','Action':'s3:*','Resource':'*'}," + long_deny, Tier::kView);
  ASSERT_TRUE(row);
  const auto says = [&](const SuggestionStep& step) {
    return step.what == "leaves 1 document over IAM's size quota";
  };
  EXPECT_TRUE(std::any_of(row->steps.begin(), row->steps.end(), says));
}

TEST_F(NarrowTest, KeepsEveryPartWithinTheQuota) {
  quota_ = 600;
  const auto row = Suggest(
      "{'Effect':'Allow','Action':['ec2:*','s3:*'],'Resource':'*'},"
      "{'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::prod'}",
      Tier::kView);
  ASSERT_TRUE(row);
  EXPECT_GT(row->policies.size(), 1u) << "too much for one policy";
  for (const std::string_view policy : row->policies) {
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

TEST_F(NarrowTest, KeepsAssumeRoleForRolesThatMayAdmitTheHolder) {
  is_export_ = true;
  trusting_ = {{"deploy", "arn:aws:iam::111122223333:root"},
               {"mine", "arn:aws:iam::111122223333:role/tested"},
               {"others", "arn:aws:iam::111122223333:role/other"},
               {"vendor", "arn:aws:iam::999988887777:root"}};
  const auto row =
      Suggest("{'Effect':'Allow','Action':'sts:AssumeRole','Resource':'*'}", Tier::kOperate);
  ASSERT_TRUE(row);
  EXPECT_TRUE(Holds(row->policies[0], "role/deploy"));
  EXPECT_TRUE(Holds(row->policies[0], "role/mine"));
  EXPECT_FALSE(Holds(row->policies[0], "role/others"));
  EXPECT_FALSE(Holds(row->policies[0], "role/vendor"));
  EXPECT_FALSE(
      Suggest("{'Effect':'Allow','Action':'sts:AssumeRole','Resource':"
              "'arn:aws:iam::*:role/others'}",
              Tier::kOperate))
      << "it admits somebody else";
  is_export_ = false;
  EXPECT_FALSE(
      Suggest("{'Effect':'Allow','Action':'sts:AssumeRole','Resource':'*'}", Tier::kOperate))
      << "who knows which roles there are";
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
  ASSERT_EQ(row->steps.size(), 2u) << "equal reasons are told once";
  EXPECT_EQ(row->steps[0].what, "drops s3:GetObject, s3:GetNothing");
  EXPECT_EQ(row->steps[0].why, "another entry of the statement covers it");
  EXPECT_EQ(row->steps[1].what, "drops s3:ListBucket");
  EXPECT_THAT(row->steps[1].why, testing::HasSubstr("no resource of the statement fits it"));
}

TEST_F(NarrowTest, EquivalentKeepsOneOfTwoThatSayTheSame) {
  const auto row = Suggest("{'Effect':'Allow','Action':['s3:Get**','s3:Get*'],'Resource':'*'}",
                           Tier::kEquivalent);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->actions_before, row->actions_after);
}

TEST_F(NarrowTest, EquivalentSaysWhatTakesAnAction) {
  const auto row = Suggest(
      "{'Effect':'Allow','Action':['s3:GetObject','ec2:RunInstances','s3:PutObject'],"
      "'Resource':'*'},{'Effect':'Deny','Action':'s3:Put*','Resource':'*'}",
      Tier::kEquivalent, "{'Effect':'Allow','Action':'s3:*','Resource':'*'}");
  ASSERT_TRUE(row);
  ASSERT_EQ(row->steps.size(), 2u) << "what goes is not told again as a number";
  EXPECT_EQ(row->steps[0].what, "drops ec2:RunInstances");
  EXPECT_EQ(row->steps[0].why, "the permissions boundary does not allow it");
  EXPECT_EQ(row->steps[1].what, "drops s3:PutObject");
  EXPECT_EQ(row->steps[1].why, "a Deny takes it away");
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

// A wide policy of AWS's, in small: roles for services that nobody uses.
TEST_F(NarrowTest, CutsAFullAccessPolicyToWhatWasUsed) {
  is_export_ = true;
  roles_ = {{"execution", "sagemaker.amazonaws.com"}, {"other", "glue.amazonaws.com"}};
  usage_.services = {Used("sagemaker", true,
                          {{.name = "CreateTrainingJob", .last = Instant{1'700'000'000}},
                           {.name = "StopTrainingJob", .last = Instant{1'700'000'000}},
                           {.name = "CreateDomain"}}),
                     Used("glue", false)};
  for (const std::string_view job : {"ml-churn", "ml-fraud"}) {
    inventory_names_.push_back(
        Concat({"arn:aws:sagemaker:eu-west-1:111122223333:training-job/", job}));
    inventory_.Add({.arn = inventory_names_.back()});
  }
  const auto row = SuggestTighter(
      "{'Effect':'Allow','Action':['sagemaker:CreateTrainingJob','sagemaker:StopTrainingJob',"
      "'sagemaker:CreateDomain','glue:CreateJob'],'Resource':'*'},"
      "{'Effect':'Allow','Action':'iam:PassRole','Resource':'arn:aws:iam::*:role/o*',"
      "'Condition':{'StringEquals':{'iam:PassedToService':'glue.amazonaws.com'}}},"
      "{'Effect':'Allow','Action':'iam:PassRole','Resource':'*'}",
      Tier::kObserved);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->policies[0], R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "sagemaker:CreateTrainingJob",
      "Resource": [
        "arn:aws:sagemaker:*:111122223333:reserved-capacity/*",
        "arn:aws:sagemaker:*:111122223333:training-plan/*",
        "arn:aws:sagemaker:eu-west-1:111122223333:training-job/ml-*"
      ]
    },
    {
      "Effect": "Allow",
      "Action": "sagemaker:StopTrainingJob",
      "Resource": "arn:aws:sagemaker:eu-west-1:111122223333:training-job/ml-*"
    },
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "arn:aws:iam::111122223333:role/execution",
      "Condition": {
        "StringEquals": {
          "iam:PassedToService": "sagemaker.amazonaws.com"
        }
      }
    }
  ]
})");
}

// What is said beside the policies.
std::vector<std::string> AdviceIn(const std::vector<SuggestionRow>& rows) {
  for (const SuggestionRow& row : rows) {
    if (row.kind == SuggestionKind::kAdvice) return row.advice;
  }
  return {};
}

TEST_F(NarrowTest, ScopesWhatIsNamedInFull) {
  const std::string statement =
      "{'Effect':'Allow','Action':['ec2:RunInstances','ec2:TerminateInstances'],'Resource':'*'}";
  const auto row = Suggest(statement, Tier::kScoped);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->actions_after, 2u);
  EXPECT_TRUE(Holds(row->policies[0],
                    "\"Action\": \"ec2:TerminateInstances\",\n"
                    "      \"Resource\": \"arn:aws:ec2:*:111122223333:instance/*\""));
  EXPECT_TRUE(Holds(row->policies[0], "\"arn:aws:ec2:*::image/*\""));
  EXPECT_FALSE(
      Suggest("{'Effect':'Allow','Action':'ec2:*Instances','Resource':'*'}", Tier::kScoped))
      << "nothing is named in full";
  EXPECT_FALSE(
      Suggest("{'Effect':'Allow','Action':'ec2:RunInstances','Resource':'*'}", Tier::kScoped))
      << "operating keeps it";
}

TEST_F(NarrowTest, TellsApartWhatActsOnWhichListedResource) {
  const auto row = Suggest(
      "{'Effect':'Allow','Action':['s3:GetObject','s3:ListBucket','s3:PutObject',"
      "'s3:PutBucketPolicy'],'Resource':['arn:aws:s3:::data','arn:aws:s3:::data/*']}",
      Tier::kOperate);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->policies[0], R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::data"
    },
    {
      "Effect": "Allow",
      "Action": [
        "s3:GetObject",
        "s3:PutObject"
      ],
      "Resource": "arn:aws:s3:::data/*"
    }
  ]
})");
}

TEST_F(NarrowTest, AdvisesOnMachinesAndTags) {
  const auto advice = AdviceIn(SuggestAll(
      "{'Effect':'Allow','Action':['ec2:RunInstances','ec2:TerminateInstances'],'Resource':'*'}",
      Tier::kOperate, ""));
  ASSERT_EQ(advice.size(), 2u);
  EXPECT_EQ(advice[0],
            "limit ec2:RunInstances to the kinds of machine that are needed, by "
            "`ec2:InstanceType`");
  EXPECT_EQ(advice[1],
            "ask for a tag of your choice when ec2:RunInstances makes something "
            "(`aws:RequestTag/<tag>`, which needs ec2:CreateTags), and on what "
            "ec2:TerminateInstances works on (`aws:ResourceTag/<tag>`)");
  EXPECT_TRUE(AdviceIn(SuggestAll("{'Effect':'Allow','Action':['ec2:RunInstances'],'Resource':'*',"
                                  "'Condition':{'StringEquals':{'ec2:InstanceType':'t3.micro'}}}",
                                  Tier::kOperate, ""))
                  .empty());
}

TEST_F(NarrowTest, SaysWhyAWidePolicyHasNoRow) {
  const auto rows = SuggestAll("{'Effect':'Allow','Action':'*','Resource':'*'}", Tier::kView, "");
  ASSERT_EQ(rows.size(), 1u);
  ASSERT_EQ(rows[0].advice.size(), 1u);
  EXPECT_EQ(rows[0].advice[0].rfind("no policy is offered for tier view: it grants actions of ", 0),
            0u)
      << rows[0].advice[0];
  EXPECT_TRUE(Holds(rows[0].advice[0], "last-accessed information of all its holders"));
  EXPECT_TRUE(
      SuggestAll("{'Effect':'Allow','Action':'s3:GetObject','Resource':'*'}", Tier::kView, "")
          .empty())
      << "where nothing would be kept, nothing is explained";
}

}  // namespace
}  // namespace iamsift
