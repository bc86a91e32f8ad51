// From an account in memory to findings: evaluation and every rule, without suggestions.

#include <benchmark/benchmark.h>

#include "bench/generated_export.h"
#include "bench/scan_stages.h"

namespace iamsift {
namespace {

void BenchRules(benchmark::State& state) {
  const GeneratedExport input(static_cast<size_t>(state.range(0)));
  const ScanSetting setting;
  size_t findings = 0;
  for (auto _ : state) {
    state.PauseTiming();
    LoadResult loaded = input.Load();
    state.ResumeTiming();
    findings = setting.Audit(loaded, Suggestions::kNone).findings.size();
    state.PauseTiming();
    loaded = {};
    state.ResumeTiming();
  }
  state.counters["findings"] = static_cast<double>(findings);
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(input.size()));
}
BENCHMARK(BenchRules)->RangeMultiplier(10)->Range(100, 10'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace iamsift
