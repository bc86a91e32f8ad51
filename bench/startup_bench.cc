// Start to end of the smallest useful question, beside the smallest program there is.

#include <benchmark/benchmark.h>

#include "bench/child_process.h"

namespace iamsift {
namespace {

void RunAgainAndAgain(benchmark::State& state, const std::vector<std::string>& command) {
  for (auto _ : state) {
    const std::optional<ChildRun> run = RunChild(command);
    if (!run.has_value() || run->exit_code != 0) {
      state.SkipWithError("the program failed");
      return;
    }
  }
}

void BenchTrue(benchmark::State& state) { RunAgainAndAgain(state, {"/bin/true"}); }
BENCHMARK(BenchTrue)->Unit(benchmark::kMillisecond)->UseRealTime();

void BenchExpand(benchmark::State& state) {
  RunAgainAndAgain(state, {IAMSIFT_BINARY, "expand", "s3:Get*"});
}
BENCHMARK(BenchExpand)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace iamsift
