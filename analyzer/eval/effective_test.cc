#include "analyzer/eval/effective.h"

#include <gtest/gtest.h>

#include "analyzer/eval/breadth.h"
#include "analyzer/eval/eval_fixture.h"

namespace iamsift {
namespace {

struct ScopeCase {
  std::string_view because;
  std::string policy;    // statements
  std::string boundary;  // statements, "" for none
  std::string_view action;
  GrantScope scope;
};

const ScopeCase kScopeCases[] = {
    {"plain allow on everything", "{'Effect':'Allow','Action':'s3:*','Resource':'*'}", "",
     "s3:GetObject", GrantScope::kEverywhere},
    {"an action that is not listed is not allowed",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*'}", "", "ec2:RunInstances", GrantScope::kNo},
    {"named resources", "{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/*'}",
     "", "s3:GetObject", GrantScope::kOnResources},
    {"an action on a resource of another type is dead",
     "{'Effect':'Allow','Action':'s3:ListBucket','Resource':'arn:aws:s3:::b/*'}", "",
     "s3:ListBucket", GrantScope::kNo},
    {"an action without resource types is dead on an ARN",
     "{'Effect':'Allow','Action':'ec2:DescribeInstances','Resource':'arn:aws:ec2:*:*:instance/*'}",
     "", "ec2:DescribeInstances", GrantScope::kNo},
    {"a condition",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'StringEquals':"
     "{'aws:RequestedRegion':'eu-west-1'}}}",
     "", "s3:GetObject", GrantScope::kConditional},
    {"an unconditioned Deny takes it all",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*'},"
     "{'Effect':'Deny','Action':'s3:Get*','Resource':'*'}",
     "", "s3:GetObject", GrantScope::kNo},
    {"a Deny on some resources leaves the others",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*'},"
     "{'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::prod-*'}",
     "", "s3:GetObject", GrantScope::kOnResources},
    {"a Deny elsewhere does not touch it",
     "{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::dev/*'},"
     "{'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::prod-*'}",
     "", "s3:GetObject", GrantScope::kOnResources},
    {"a Deny that covers the resources takes them",
     "{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::prod-a/*'},"
     "{'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::prod-*'}",
     "", "s3:GetObject", GrantScope::kNo},
    {"a Deny that covers the whole type takes the action",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*'},"
     "{'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::*'}",
     "", "s3:DeleteBucket", GrantScope::kNo},
    {"a Deny on ARNs never meets an action without resource types",
     "{'Effect':'Allow','Action':'ec2:*','Resource':'*'},"
     "{'Effect':'Deny','Action':'ec2:*','Resource':'arn:aws:ec2:*:*:instance/*'}",
     "", "ec2:DescribeInstances", GrantScope::kEverywhere},
    {"a Deny on all but some ARNs always meets it",
     "{'Effect':'Allow','Action':'ec2:*','Resource':'*'},"
     "{'Effect':'Deny','Action':'ec2:*','NotResource':'arn:aws:ec2:*:*:instance/*'}",
     "", "ec2:DescribeInstances", GrantScope::kNo},
    {"a Deny on all but some ARNs leaves those",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*'},"
     "{'Effect':'Deny','Action':'s3:*','NotResource':'arn:aws:s3:::own/*'}",
     "", "s3:GetObject", GrantScope::kOnResources},
    {"a Deny under a condition makes it conditional, never gone",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*'},"
     "{'Effect':'Deny','Action':'*','Resource':'*','Condition':{'Bool':"
     "{'aws:MultiFactorAuthPresent':'false'}}}",
     "", "s3:GetObject", GrantScope::kConditional},
    {"Deny NotAction takes everything else",
     "{'Effect':'Allow','Action':'*','Resource':'*'},"
     "{'Effect':'Deny','NotAction':'s3:*','Resource':'*'}",
     "", "sts:AssumeRole", GrantScope::kNo},
    {"Deny NotAction spares what it names",
     "{'Effect':'Allow','Action':'*','Resource':'*'},"
     "{'Effect':'Deny','NotAction':'s3:*','Resource':'*'}",
     "", "s3:GetObject", GrantScope::kEverywhere},
    {"Allow NotAction reaches other services",
     "{'Effect':'Allow','NotAction':'iam:*','Resource':'*'}", "", "organizations:LeaveOrganization",
     GrantScope::kEverywhere},
    {"Allow NotResource is everything but that",
     "{'Effect':'Allow','Action':'*','NotResource':"
     "'arn:aws:s3:::hr'}",
     "", "iam:PutUserPolicy", GrantScope::kEverywhere},
    {"Allow NotResource spares what it names",
     "{'Effect':'Allow','Action':'*','NotResource':'arn:aws:iam::*:role/admin'}", "",
     "iam:PassRole", GrantScope::kOnResources},
    {"one Region is not everywhere",
     "{'Effect':'Allow','Action':'ec2:*','Resource':'arn:aws:ec2:us-east-1:*:instance/*'}", "",
     "ec2:TerminateInstances", GrantScope::kOnResources},
    {"a Deny in one Region leaves the others",
     "{'Effect':'Allow','Action':'ec2:TerminateInstances','Resource':'*'},"
     "{'Effect':'Deny','Action':'ec2:*','Resource':'arn:aws:ec2:us-east-1:*:*/*'}",
     "", "ec2:TerminateInstances", GrantScope::kOnResources},
    {"a Deny on some accounts leaves the others",
     "{'Effect':'Allow','Action':'iam:*','Resource':'*'},"
     "{'Effect':'Deny','Action':'iam:*','Resource':'arn:aws:iam::9*:*'}",
     "", "iam:PassRole", GrantScope::kOnResources},
    {"a Deny in another partition takes nothing",
     "{'Effect':'Allow','Action':'*','Resource':'*'},"
     "{'Effect':'Deny','Action':'*','Resource':'arn:aws-us-gov:*:*:*:*'}",
     "", "iam:PassRole", GrantScope::kEverywhere},
    {"NotResource of one Region leaves the others",
     "{'Effect':'Allow','Action':'ec2:*','NotResource':'arn:aws:ec2:us-east-1:*:instance/*'}", "",
     "ec2:TerminateInstances", GrantScope::kOnResources},
    {"a Deny outside one Region leaves that Region",
     "{'Effect':'Allow','Action':'ec2:*','Resource':'*'},"
     "{'Effect':'Deny','Action':'ec2:*','NotResource':'arn:aws:ec2:us-east-1:*:*/*'}",
     "", "ec2:TerminateInstances", GrantScope::kOnResources},
    {"a Deny on a short ARN, which may mean nothing or everything",
     "{'Effect':'Allow','Action':'iam:*','Resource':'*'},"
     "{'Effect':'Deny','Action':'iam:*','Resource':'arn:aws:iam'}",
     "", "iam:CreateAccessKey", GrantScope::kConditional},
    {"a Deny on a short ARN that means the same either way",
     "{'Effect':'Allow','Action':'iam:*','Resource':'*'},"
     "{'Effect':'Deny','Action':'iam:*','Resource':'arn:aws:iam:*'}",
     "", "iam:CreateAccessKey", GrantScope::kNo},
    {"a doubtful Deny around what is allowed",
     "{'Effect':'Allow','Action':'iam:*','Resource':'arn:aws:iam::111122223333:user/*'},"
     "{'Effect':'Deny','Action':'iam:*','Resource':'arn:aws:iam::111122223333'}",
     "", "iam:CreateAccessKey", GrantScope::kConditional},
    {"a boundary in one Region narrows to it", "{'Effect':'Allow','Action':'ec2:*','Resource':'*'}",
     "{'Effect':'Allow','Action':'*','NotResource':'arn:aws:ec2:us-east-1:*:instance/*'}",
     "ec2:TerminateInstances", GrantScope::kOnResources},
    {"a boundary without the action takes it", "{'Effect':'Allow','Action':'*','Resource':'*'}",
     "{'Effect':'Allow','Action':'ec2:*','Resource':'*'}", "s3:GetObject", GrantScope::kNo},
    {"a boundary grants nothing by itself", "{'Effect':'Allow','Action':'ec2:*','Resource':'*'}",
     "{'Effect':'Allow','Action':'*','Resource':'*'}", "s3:GetObject", GrantScope::kNo},
    {"a boundary with the action lets it through",
     "{'Effect':'Allow','Action':'s3:GetObject','Resource':'*'}",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*'}", "s3:GetObject", GrantScope::kEverywhere},
    {"a boundary on named resources narrows", "{'Effect':'Allow','Action':'s3:*','Resource':'*'}",
     "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::own/*'}", "s3:GetObject",
     GrantScope::kOnResources},
    {"a boundary on other resources leaves nothing",
     "{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::a/*'}",
     "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::b/*'}", "s3:GetObject",
     GrantScope::kNo},
    {"a boundary under a condition makes it conditional",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*'}",
     "{'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':{'IpAddress':"
     "{'aws:SourceIp':'10.0.0.0/8'}}}",
     "s3:GetObject", GrantScope::kConditional},
    {"a Deny in the boundary counts", "{'Effect':'Allow','Action':'s3:*','Resource':'*'}",
     "{'Effect':'Allow','Action':'*','Resource':'*'},"
     "{'Effect':'Deny','Action':'s3:GetObject','Resource':'*'}",
     "s3:GetObject", GrantScope::kNo},
};

TEST(EffectivePermissions, FollowPoliciesDeniesAndBoundary) {
  const Catalog catalog = Catalog::Embedded();
  for (const ScopeCase& c : kScopeCases) {
    TestAccount test({PolicyOf(c.policy)}, c.boundary.empty() ? "" : PolicyOf(c.boundary));
    AccountEvaluation evaluation(catalog, test.account());
    const PrincipalPermissions& permissions = evaluation.principals().front();
    const ActionId action = catalog.FindAction(c.action).value();
    EXPECT_EQ(permissions.effective->ScopeOf(action), c.scope) << c.because;
    const ActionDecision decision = evaluation.Decide(permissions, action);
    EXPECT_EQ(decision.scope, c.scope) << c.because;
    EXPECT_EQ(decision.grants.empty(), c.scope == GrantScope::kNo) << c.because;
  }
}

TEST(EffectivePermissions, NamesTheStatementsThatGrantAndTake) {
  const Catalog catalog = Catalog::Embedded();
  TestAccount test(
      {PolicyOf("{'Effect':'Allow','Action':'s3:*','Resource':'*'},"
                "{'Effect':'Allow','Action':'s3:GetObject','Resource':'*'},"
                "{'Effect':'Deny','Action':'s3:*','Resource':'arn:aws:s3:::p/*'}")});
  AccountEvaluation evaluation(catalog, test.account());
  const ActionDecision decision = evaluation.Decide(evaluation.principals().front(),
                                                    catalog.FindAction("s3:GetObject").value());
  ASSERT_EQ(decision.grants.size(), 2u);
  EXPECT_EQ(decision.grants[0].ref.statement, 0u);
  EXPECT_EQ(decision.grants[1].ref.statement, 1u);
  ASSERT_EQ(decision.takes.size(), 1u);
  EXPECT_EQ(decision.takes[0].ref.statement, 2u);
}

TEST(EffectivePermissions, AreIncompleteWhenADocumentIsMissingOrUnreadable) {
  const Catalog catalog = Catalog::Embedded();
  TestAccount test({PolicyOf("{'Effect':'Allow','Action':'*','Resource':'*'}"), "{\"Version\":1}"});
  Principal& role = test.account().principals.front();
  role.attachments.push_back(
      {.name = "gone", .arn = "arn:aws:iam::111122223333:policy/gone", .policy = kUnresolved});
  AccountEvaluation evaluation(catalog, test.account());
  const PrincipalPermissions& permissions = evaluation.principals().front();
  EXPECT_EQ(permissions.incomplete_because.size(), 2u);
  EXPECT_TRUE(evaluation.limits().at(permissions.limits).has_unknown_document);
  EXPECT_TRUE(permissions.effective->is_admin) << "what is known is not hidden";
}

struct AdminCase {
  std::string_view because;
  std::string policy;
  bool is_admin;
};

const AdminCase kAdminCases[] = {
    {"star on star", "{'Effect':'Allow','Action':'*','Resource':'*'}", true},
    {"two stars", "{'Effect':'Allow','Action':'**','Resource':'**'}", true},
    {"star in both parts", "{'Effect':'Allow','Action':'*:*','Resource':'*'}", true},
    {"all but one harmless action", "{'Effect':'Allow','NotAction':'aws-portal:*','Resource':'*'}",
     true},
    {"two halves",
     "{'Effect':'Allow','Action':'iam:*','Resource':'*'},"
     "{'Effect':'Allow','NotAction':'iam:*','Resource':'*'}",
     true},
    {"everything but IAM is a power user", "{'Effect':'Allow','NotAction':'iam:*','Resource':'*'}",
     false},
    {"iam alone is too little", "{'Effect':'Allow','Action':'iam:*','Resource':'*'}", false},
    {"under a condition",
     "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':"
     "{'aws:MultiFactorAuthPresent':'true'}}}",
     false},
    {"one IAM write denied",
     "{'Effect':'Allow','Action':'*','Resource':'*'},"
     "{'Effect':'Deny','Action':'iam:CreateUser','Resource':'*'}",
     false},
};

TEST(IsAdmin, NeedsIamAndNearlyAllWrites) {
  const Catalog catalog = Catalog::Embedded();
  for (const AdminCase& c : kAdminCases) {
    TestAccount test({PolicyOf(c.policy)});
    AccountEvaluation evaluation(catalog, test.account());
    EXPECT_EQ(evaluation.principals().front().effective->is_admin, c.is_admin) << c.because;
  }
}

struct BreadthCase {
  std::string policy;
  int breadth;
};

TEST(Breadth, HasItsCheckValues) {
  const Catalog catalog = Catalog::Embedded();
  EXPECT_EQ(FullBreadthSum(catalog), 78'653);
  const BreadthCase cases[] = {
      {"{'Effect':'Allow','Action':'*','Resource':'*'}", 100},
      {"{'Effect':'Allow','Action':'ec2:*','Resource':'*'}", 72},
      {"{'Effect':'Allow','Action':'sagemaker:*','Resource':'*'}", 65},
      {"{'Effect':'Allow','Action':'iam:*','Resource':'*'}", 59},
      {"{'Effect':'Allow','Action':'s3:*','Resource':'*'}", 59},
      {"{'Effect':'Allow','Action':['sagemaker:CreateModel','sagemaker:GetModel',"
       "'sagemaker:ListModels','sagemaker:UpdateModel','sagemaker:DeleteModel'],'Resource':'*'}",
       22},
  };
  for (const BreadthCase& c : cases) {
    TestAccount test({PolicyOf(c.policy)});
    AccountEvaluation evaluation(catalog, test.account());
    EXPECT_EQ(evaluation.principals().front().effective->breadth, c.breadth) << c.policy;
  }
}

TEST(Breadth, ShrinksWithReachAndConditions) {
  const Catalog catalog = Catalog::Embedded();
  const std::string everything = "{'Effect':'Allow','Action':'s3:GetObject','Resource':'*'}";
  const std::string bucket =
      "{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/*'}";
  const std::string tagged =
      "{'Effect':'Allow','Action':'s3:GetObject','Resource':'*','Condition':{'StringEquals':"
      "{'aws:ResourceTag/team':'${aws:PrincipalTag/team}'}}}";
  const auto sum = [&](const std::string& statement) {
    TestAccount test({PolicyOf(statement)});
    AccountEvaluation evaluation(catalog, test.account());
    return BreadthSum(catalog, evaluation.grants(),
                      evaluation.GrantsOf(evaluation.principals().front()));
  };
  EXPECT_DOUBLE_EQ(sum(everything), 2.0) << "a Read action on everything";
  EXPECT_DOUBLE_EQ(sum(bucket), 2.0 * 0.2) << "inside one named container";
  EXPECT_DOUBLE_EQ(sum(tagged), 2.0 * 0.2) << "tag equality with the principal";
}

TEST(AccountEvaluation, SharesResultsBetweenEqualPrincipals) {
  const Catalog catalog = Catalog::Embedded();
  TestAccount test({PolicyOf("{'Effect':'Allow','Action':'s3:*','Resource':'*'}")});
  test.account().principals.push_back(test.account().principals.front());
  AccountEvaluation evaluation(catalog, test.account());
  EXPECT_EQ(evaluation.principals()[0].effective, evaluation.principals()[1].effective);
}

// Three roles with one policy in common and a Deny of their own each.
TEST(GrantTable, SharesGrantsUnderLimitsThatDoNotTouchThem) {
  const Catalog catalog = Catalog::Embedded();
  const std::string shared = PolicyOf("{'Effect':'Allow','Action':'s3:Get*','Resource':'*'}");
  const std::string other = PolicyOf("{'Sid':'A','Effect':'Deny','Action':'iam:*','Resource':'*'}");
  const std::string plain = PolicyOf(
      "{'Effect':'Allow','Action':'iam:*','Resource':'*'},"
      "{'Effect':'Deny','Action':'s3:GetObject','Resource':'*'}");
  const std::string equal = PolicyOf(
      "{'Effect':'Allow','Action':'ec2:*','Resource':'*'},"
      "{'Effect':'Deny','Action':'s3:GetObject','Resource':'*'}");
  TestAccount test({shared, other, plain, equal});
  const Principal with_all = test.account().principals.front();
  for (const size_t own : {1, 2, 3}) {
    Principal& role = test.account().principals.emplace_back();
    role.kind = PrincipalKind::kRole;
    role.inline_policies = {with_all.inline_policies[0], with_all.inline_policies[own]};
  }
  AccountEvaluation evaluation(catalog, test.account());
  const DocumentId document = with_all.inline_policies[0].text.document;
  const auto grants_of = [&](size_t principal) {
    return &evaluation.grants().Of(document, evaluation.principals()[principal].limits);
  };
  EXPECT_EQ(grants_of(1), &evaluation.grants().Of(document, LimitsId{0}))
      << "a Deny of other actions is no limit";
  EXPECT_EQ(grants_of(2), grants_of(3)) << "Denies of equal text are one";
  EXPECT_NE(grants_of(1), grants_of(2));
  const ActionId get_object = *catalog.FindAction("s3:GetObject");
  EXPECT_TRUE(grants_of(1)->front().IsLive(get_object));
  EXPECT_FALSE(grants_of(2)->front().IsLive(get_object));
  EXPECT_EQ(evaluation.HoldersOf(document).size(), 4U);
}

}  // namespace
}  // namespace iamsift
