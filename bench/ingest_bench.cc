// Bytes a second from a file (in the page cache) to an account.

#include <benchmark/benchmark.h>

#include "bench/generated_export.h"

namespace iamsift {
namespace {

void BenchIngest(benchmark::State& state) {
  const GeneratedExport input(static_cast<size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(input.Load());
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(input.size()));
}
BENCHMARK(BenchIngest)->RangeMultiplier(10)->Range(100, 10'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace iamsift
