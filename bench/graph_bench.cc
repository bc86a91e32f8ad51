// Accounts in which everybody may pass every role to a service, the worst that an escalation graph
// can meet: N roles, each with a policy of its own. A graph that looked at pairs would take a
// hundred times as long for ten times the roles.

#include <benchmark/benchmark.h>

#include <string>
#include <utility>

#include "analyzer/base/check.h"
#include "analyzer/base/text.h"
#include "analyzer/graph/escalations.h"
#include "analyzer/ingest/load.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

std::string RoleText(size_t number) {
  const std::string n = std::to_string(number);
  return Concat(
      {R"({"Path":"/","RoleName":"r)", n, R"(","RoleId":"AROAEXAMPLE)", n,
       R"(","Arn":"arn:aws:iam::111122223333:role/r)", n,
       R"(","CreateDate":"2026-01-01T00:00:00Z","AssumeRolePolicyDocument":{"Version":"2012-10-17",)"
       R"("Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},)"
       R"("Action":"sts:AssumeRole"}]},"InstanceProfileList":[],"RolePolicyList":[{"PolicyName":"p",)"
       R"("PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":)"
       R"(["iam:PassRole","lambda:CreateFunction","lambda:InvokeFunction"],"Resource":"*"},)"
       R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::data-)",
       n, R"(/*"}]}}],"AttachedManagedPolicies":[],"Tags":[]})"});
}

LoadResult EverybodyPassesEverybody(size_t roles) {
  std::string text =
      R"({"UserDetailList":[],"GroupDetailList":[],"Policies":[],"RoleDetailList":[)";
  for (size_t i = 0; i < roles; ++i) text += Concat({i == 0 ? "" : ",", RoleText(i)});
  text += "]}";
  LoadResult loaded = LoadBytes({{"everybody.json", std::move(text)}}, {});
  IAMSIFT_CHECK(loaded.accounts.size() == 1);
  return loaded;
}

void BenchEscalationGraph(benchmark::State& state) {
  const LoadResult loaded = EverybodyPassesEverybody(static_cast<size_t>(state.range(0)));
  const Catalog catalog = Catalog::Embedded();
  const SensitiveActions sensitive = EmbeddedSensitiveActions(catalog).value();
  const std::vector<EscalationPath> paths = EmbeddedEscalationPaths(catalog).value();
  size_t told = 0;
  for (auto _ : state) {
    AccountEvaluation evaluation(catalog, loaded.accounts[0]);
    Estate estate(catalog, loaded.accounts, {});
    EscalationGraph graph({.evaluation = evaluation,
                           .estate = estate,
                           .sensitive = sensitive,
                           .paths = paths,
                           .now = {}});
    EscalationReport report(graph);
    for (uint32_t p = 0; p < graph.size(); ++p) told += report.Of(p).size();
  }
  benchmark::DoNotOptimize(told);
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BenchEscalationGraph)
    ->RangeMultiplier(10)
    ->Range(100, 10'000)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace iamsift
