// Bytes a second of the yardstick itself.

#include <benchmark/benchmark.h>

#include "bench/generated_export.h"
#include "bench/json_walk.h"

namespace iamsift {
namespace {

void BenchWalk(benchmark::State& state) {
  const GeneratedExport input(static_cast<size_t>(state.range(0)));
  JsonWalk walk;
  for (auto _ : state) benchmark::DoNotOptimize(walk.VisitEveryValue(input.source()));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(input.size()));
}
BENCHMARK(BenchWalk)->RangeMultiplier(10)->Range(100, 10'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace iamsift
