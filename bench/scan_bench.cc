// The whole of a scan on one thread: bytes to findings, and to suggestions and a report.

#include <benchmark/benchmark.h>

#include "bench/generated_export.h"
#include "bench/scan_stages.h"

namespace iamsift {
namespace {

void BenchBytesToFindings(benchmark::State& state) {
  const GeneratedExport input(static_cast<size_t>(state.range(0)));
  const ScanSetting setting;
  for (auto _ : state) {
    LoadResult loaded = input.Load();
    benchmark::DoNotOptimize(setting.Audit(loaded, Suggestions::kNone));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(input.size()));
}
BENCHMARK(BenchBytesToFindings)
    ->RangeMultiplier(10)
    ->Range(100, 10'000)
    ->Unit(benchmark::kMillisecond);

void BenchBytesToReport(benchmark::State& state) {
  const GeneratedExport input(static_cast<size_t>(state.range(0)));
  const ScanSetting setting;
  for (auto _ : state) {
    LoadResult loaded = input.Load();
    benchmark::DoNotOptimize(WriteNdjson(setting.Audit(loaded, Suggestions::kAll)));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(input.size()));
}
BENCHMARK(BenchBytesToReport)
    ->RangeMultiplier(10)
    ->Range(100, 10'000)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace iamsift
