// Principals a second from an account to effective permissions, and single decisions in an
// account that is loaded.

#include <benchmark/benchmark.h>

#include "analyzer/account/resolve.h"
#include "analyzer/eval/effective.h"
#include "bench/generated_export.h"

namespace iamsift {
namespace {

// The account with the AWS managed policies that it names, as every run sees it.
LoadResult LoadWhole(const GeneratedExport& input, ManagedPolicies& managed) {
  LoadResult loaded = input.Load();
  ResolveManagedPolicies(loaded.accounts[0], managed);
  return loaded;
}

void BenchEffectivePermissions(benchmark::State& state) {
  const GeneratedExport input(static_cast<size_t>(state.range(0)));
  ManagedPolicies managed = ManagedPolicies::Embedded();
  const LoadResult loaded = LoadWhole(input, managed);
  const Catalog catalog = Catalog::Embedded();
  const Account& account = loaded.accounts[0];
  for (auto _ : state) {
    const AccountEvaluation evaluation(catalog, account);
    benchmark::DoNotOptimize(evaluation.principals().data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(account.principals.size()));
}
BENCHMARK(BenchEffectivePermissions)
    ->RangeMultiplier(10)
    ->Range(100, 10'000)
    ->Unit(benchmark::kMillisecond);

void BenchDecide(benchmark::State& state) {
  const GeneratedExport input(static_cast<size_t>(state.range(0)));
  ManagedPolicies managed = ManagedPolicies::Embedded();
  const LoadResult loaded = LoadWhole(input, managed);
  const Catalog catalog = Catalog::Embedded();
  AccountEvaluation evaluation(catalog, loaded.accounts[0]);
  size_t asked = 0;
  for (auto _ : state) {
    // Strides without a common divisor walk over principals and actions alike.
    const size_t principal = (asked * 7919) % evaluation.principals().size();
    const ActionId action{static_cast<uint16_t>((asked * 104'729) % catalog.ActionCount())};
    benchmark::DoNotOptimize(evaluation.Decide(evaluation.principals()[principal], action));
    ++asked;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BenchDecide)->RangeMultiplier(10)->Range(100, 10'000);

}  // namespace
}  // namespace iamsift
