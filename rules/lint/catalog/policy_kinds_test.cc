// What catalog lints say of kinds of policies that no fixture holds: guardrails and boundaries.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/eval/eval_fixture.h"
#include "analyzer/match/catalog_for_test.h"
#include "rules/all_rules.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

const Rule& RuleOf(std::string_view id) {
  return **std::ranges::find_if(AllRules(), [&](const Rule* rule) { return rule->card.id == id; });
}

const SensitiveActions& Sensitive() {
  static const absl::StatusOr<SensitiveActions>* const kSensitive =
      new absl::StatusOr<SensitiveActions>(EmbeddedSensitiveActions(TestCatalog()));
  return **kSensitive;
}

// Where the rule fires in a document of this kind that nobody holds.
std::vector<std::string> PointersOf(std::string_view rule_id, PolicyKind kind,
                                    const std::string& policy) {
  TestAccount tested(std::vector<std::string>{});
  std::string padded = policy;
  padded.append(SourceFile::kPadding, '\0');
  const DocumentId id =
      tested.account().documents.Intern(std::string_view(padded.data(), policy.size()), kind);
  AccountEvaluation evaluation(TestCatalog(), tested.account());
  const RuleOptions options{};
  const RuleContext context{TestCatalog(), Sensitive(), evaluation, options};
  const DocumentView view{.id = id,
                          .written = tested.account().documents.at(id),
                          .compiled = evaluation.compiled().at(id),
                          .kind = kind,
                          .origin = PolicyOriginKind::kFile};
  const Rule& rule = RuleOf(rule_id);
  DocumentSink sink(rule.card);
  std::get<CheckDocument>(rule.check)(view, context, sink);
  std::vector<std::string> pointers;
  for (const Hit& hit : sink.hits()) pointers.push_back(hit.at.pointer);
  return pointers;
}

struct KindCase {
  std::string_view rule;
  PolicyKind kind;
  std::string_view statements;
  size_t hits;
  std::string_view because;
};
constexpr KindCase kKindCases[] = {
    {"LINT-109", PolicyKind::kRcp,
     "{'Effect':'Deny','Principal':'*','Action':['s3:GetObject','ec2:RunInstances'],"
     "'Resource':'*'}",
     1, "EC2 takes no resource control policies"},
    {"LINT-109", PolicyKind::kRcp,
     "{'Effect':'Deny','Principal':'*','Action':'s*:*','Resource':'*'}", 0,
     "the wildcard takes in s3, which does"},
    {"LINT-109", PolicyKind::kScp, "{'Effect':'Deny','Action':'ec2:RunInstances','Resource':'*'}",
     0, "a service control policy may speak of any action"},
    {"LINT-110", PolicyKind::kScp,
     "{'Effect':'Allow','Action':'sagemaker:CreateModel','Resource':'*'}", 0,
     "a guardrail has no holder that could miss a companion"},
    {"LINT-110", PolicyKind::kIdentity,
     "{'Effect':'Allow','Action':'sagemaker:CreateModel','Resource':'*'}", 0,
     "nobody holds the document, so nobody's other policies are known"},
    {"LINT-205", PolicyKind::kScp,
     "{'Effect':'Deny','Action':'s3:DeleteBucket','Resource':'arn:aws:s3:::logs/*'}", 1,
     "a guardrail that never matches is as void as any Deny"},
    {"LINT-206", PolicyKind::kTrust,
     "{'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'sts:GetCallerIdentity'}", 0,
     "a trust policy has no Resource"},
    {"LINT-207", PolicyKind::kScp,
     "{'Effect':'Allow','Action':'ec2:RunInstances',"
     "'Resource':'arn:aws:ec2:*:*:instance/*'}",
     0, "other guardrails of the organization may cover the rest"},
    {"LINT-505", PolicyKind::kScp,
     "{'Effect':'Allow','NotAction':'iam:CreatAccessKey','Resource':'*'}", 1,
     "what a limit leaves out stays allowed when its name is wrong"},
    {"LINT-505", PolicyKind::kIdentity,
     "{'Effect':'Allow','NotAction':'iam:CreatAccessKey','Resource':'*'}", 0,
     "a grant that leaves nothing out is wide, and no guardrail"},
    {"LINT-505", PolicyKind::kRcp,
     "{'Effect':'Deny','Principal':'*','Action':'s3:DeleteBucket',"
     "'Resource':'arn:aws:s3:::logs/*'}",
     1, "a guardrail on resources that never matches is void, too"},
    {"LINT-504", PolicyKind::kScp,
     "{'Effect':'Allow','Action':'s3:ListBucket','Resource':'arn:aws:s3:::logs/*'}", 0,
     "a guardrail grants nothing in any case"},
    {"LINT-403", PolicyKind::kIdentity,
     "{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::home/${aws:username}/*'}",
     0, "nobody holds the document, so nobody lacks the value"},
    {"LINT-201", PolicyKind::kTrust,
     "{'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'sts:AssumeRole'}", 0,
     "a trust policy has no Resource"},
};

TEST(CatalogLints, JudgeEachKindOfPolicyByItsOwnTerms) {
  for (const KindCase& c : kKindCases) {
    const auto pointers = PointersOf(c.rule, c.kind, PolicyOf(std::string(c.statements)));
    EXPECT_EQ(pointers.size(), c.hits) << c.rule << ": " << c.because;
  }
}

TEST(CatalogLints, PointAtTheEntryAndNotAtTheList) {
  const std::string policy = PolicyOf(
      "{'Effect':'Allow','Action':'s3:GetObjekt','Resource':'*'},"
      "{'Effect':'Allow','Action':['s3:GetObject','s3:GetObjekt'],'Resource':'*'}");
  EXPECT_EQ(PointersOf("LINT-102", PolicyKind::kIdentity, policy),
            (std::vector<std::string>{"/Statement/0/Action", "/Statement/1/Action/1"}));
}

TEST(CatalogLints, SaySomethingOfManyEntriesAtOnce) {
  std::string actions = "'s3:Get*'";
  for (int i = 0; i < 200; ++i) actions += ",'s3:GetObject'";
  const std::string policy =
      PolicyOf("{'Effect':'Allow','Action':[" + actions + "],'Resource':'*'}");
  EXPECT_EQ(PointersOf("LINT-107", PolicyKind::kIdentity, policy).size(), 200);
}

}  // namespace
}  // namespace iamsift
