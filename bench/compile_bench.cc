// Distinct documents a second from parsed to compiled.

#include <benchmark/benchmark.h>

#include "analyzer/match/compiled_document.h"
#include "bench/generated_export.h"

namespace iamsift {
namespace {

void BenchCompile(benchmark::State& state) {
  const GeneratedExport input(static_cast<size_t>(state.range(0)));
  const LoadResult loaded = input.Load();
  const Catalog catalog = Catalog::Embedded();
  const DocumentStore& documents = loaded.accounts[0].documents;
  const auto count = static_cast<uint32_t>(documents.size());
  for (auto _ : state) {
    for (uint32_t i = 0; i < count; ++i) {
      benchmark::DoNotOptimize(CompileDocument(catalog, documents.at(DocumentId{i})));
    }
  }
  state.SetItemsProcessed(state.iterations() * count);
}
BENCHMARK(BenchCompile)->RangeMultiplier(10)->Range(100, 10'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace iamsift
