// The escalation graph of an export: what an edge says of its target, and what stays of those whose
// edges were let go.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/graph/escalation_graph.h"
#include "analyzer/ingest/load.h"
#include "rules/facts.h"
#include "tests/support/golden.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;

class GraphOfExport {
 public:
  explicit GraphOfExport(std::string text)
      : loaded_(LoadBytes({{"export.json", std::move(text)}}, {})),
        sensitive_(EmbeddedSensitiveActions(catalog_).value()),
        paths_(EmbeddedEscalationPaths(catalog_).value()),
        evaluation_(catalog_, loaded_.accounts.at(0)),
        estate_(catalog_, loaded_.accounts, {}),
        graph_({.evaluation = evaluation_,
                .estate = estate_,
                .sensitive = sensitive_,
                .paths = paths_,
                .now = {}}) {}

  EscalationGraph& graph() { return graph_; }

  // By principal: steps to an administrator, and the first of them with what it rests on.
  std::vector<std::string> Steps() {
    std::vector<std::string> steps;
    for (uint32_t p = 0; p < graph_.size(); ++p) {
      std::string& text = steps.emplace_back(std::to_string(graph_.StepsToAdmin(p)));
      const ReverseSearch::Step& step = graph_.FirstStep(p);
      if (step.edge == nullptr) continue;
      text += Concat({" ", Told(*step.edge)});
    }
    return steps;
  }

  // The way, who is changed, and what for: `PE-114 team iam:CreatePolicyVersion on …`.
  std::string Told(const EscalationEdge& edge) {
    std::string text = Concat({edge.path->id, " ", edge.changed});
    for (const Ability* const ability : edge.answer.abilities) {
      const AbilityDetail& detail = graph_.DetailOf(*ability);
      text += Concat({" ", detail.action, " on ", detail.resource});
    }
    return text;
  }

 private:
  Catalog catalog_ = Catalog::Embedded();
  LoadResult loaded_;
  SensitiveActions sensitive_;
  std::vector<EscalationPath> paths_;
  AccountEvaluation evaluation_;
  Estate estate_;
  EscalationGraph graph_;
};

std::string Sample() {
  return ReadFile(fs::path(IAMSIFT_SOURCE_DIR) / "corpus/accounts/ml-company/export.json");
}

TEST(EscalationGraph, KeepsTheFirstStepsOfThoseItLetGo) {
  GraphOfExport sample(Sample());
  const std::vector<std::string> before = sample.Steps();
  size_t principals = 0;
  sample.graph().ForEachSubject([&](std::span<const uint32_t> subject) {
    principals += subject.size();
    sample.graph().LetGo(subject);
  });
  EXPECT_EQ(principals, sample.graph().size());
  EXPECT_EQ(sample.Steps(), before);
  EXPECT_TRUE(std::ranges::any_of(before, [](const std::string& steps) {
    return steps.find(" on ") != std::string::npos;
  })) << "else nothing was kept";
}

TEST(EscalationGraphDeathTest, StopsWhoAsksForEdgesThatWereLetGo) {
  GraphOfExport sample(Sample());
  const uint32_t first[] = {0};
  sample.graph().LetGo(first);
  EXPECT_DEATH(static_cast<void>(sample.graph().EdgesOf(0)), "is_let_go_");
}

// Alice may change the policies and the trust of two roles, of which the first is held back by a
// boundary. Both roles are asked about together, and what is told is true of the second.
TEST(EscalationGraph, TellsOfTheRoleThatIsChanged) {
  GraphOfExport both(R"({
    "UserDetailList": [{
      "Path": "/", "UserName": "alice", "UserId": "AIDAEXAMPLE0000000011",
      "Arn": "arn:aws:iam::111122223333:user/alice", "GroupList": [], "AttachedManagedPolicies": [],
      "UserPolicyList": [{"PolicyName": "path", "PolicyDocument": {
        "Version": "2012-10-17",
        "Statement": [
          {"Effect": "Allow", "Action": "iam:CreatePolicyVersion", "Resource": "*"},
          {"Effect": "Allow", "Action": "iam:UpdateAssumeRolePolicy", "Resource": [
            "arn:aws:iam::111122223333:role/bounded", "arn:aws:iam::111122223333:role/free"]}]}}]
    }],
    "GroupDetailList": [],
    "RoleDetailList": [
      {"Path": "/", "RoleName": "bounded", "RoleId": "AROAEXAMPLE0000000021",
       "Arn": "arn:aws:iam::111122223333:role/bounded", "AssumeRolePolicyDocument": {},
       "InstanceProfileList": [], "RolePolicyList": [],
       "AttachedManagedPolicies": [
         {"PolicyName": "one", "PolicyArn": "arn:aws:iam::111122223333:policy/one"}],
       "PermissionsBoundary": {"PermissionsBoundaryType": "Policy",
         "PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/one"}},
      {"Path": "/", "RoleName": "free", "RoleId": "AROAEXAMPLE0000000022",
       "Arn": "arn:aws:iam::111122223333:role/free", "AssumeRolePolicyDocument": {},
       "InstanceProfileList": [], "RolePolicyList": [],
       "AttachedManagedPolicies": [
         {"PolicyName": "two", "PolicyArn": "arn:aws:iam::111122223333:policy/two"}]}],
    "Policies": [
      {"PolicyName": "one", "PolicyId": "ANPAEXAMPLE0000000031", "Path": "/",
       "Arn": "arn:aws:iam::111122223333:policy/one", "DefaultVersionId": "v1",
       "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true, "Document": {
         "Version": "2012-10-17",
         "Statement": [{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}]}}]},
      {"PolicyName": "two", "PolicyId": "ANPAEXAMPLE0000000032", "Path": "/",
       "Arn": "arn:aws:iam::111122223333:policy/two", "DefaultVersionId": "v1",
       "PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true, "Document": {
         "Version": "2012-10-17",
         "Statement": [{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}]}}]}]
  })");
  std::vector<std::string> told;
  for (const EscalationEdge* const edge : both.graph().EdgesOf(0)) {
    if (edge->path->id == "PE-114") told.push_back(both.Told(*edge));
  }
  EXPECT_EQ(told, std::vector<std::string>{
                      "PE-114 free "
                      "iam:CreatePolicyVersion on arn:aws:iam::111122223333:policy/two "
                      "iam:UpdateAssumeRolePolicy on arn:aws:iam::111122223333:role/free"});
}

}  // namespace
}  // namespace iamsift
