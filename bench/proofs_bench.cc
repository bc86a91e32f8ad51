// One question from two texts to the answer, and one through three layers of parsed documents.

#include <benchmark/benchmark.h>

#include "bench/proof_workloads.h"

namespace iamsift {
namespace {

void BenchSample(benchmark::State& state) {
  const Catalog catalog = Catalog::Embedded();
  const PairTexts pairs = SampledTexts(static_cast<size_t>(state.range(0)));
  for (auto _ : state) {
    for (const solver::NamedPair& pair : pairs) {
      benchmark::DoNotOptimize(DecideCold(catalog, pair.documents));
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(pairs.size()));
}
BENCHMARK(BenchSample)->Arg(100)->Arg(248)->Unit(benchmark::kMillisecond);

void BenchLayers(benchmark::State& state) {
  const Catalog catalog = Catalog::Embedded();
  const LayeredChecks checks(catalog);
  for (auto _ : state) {
    for (size_t i = 0; i < checks.size(); ++i) benchmark::DoNotOptimize(checks.Decide(i));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(checks.size()));
}
BENCHMARK(BenchLayers)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace iamsift
