#pragma once

// LoadInputs on several threads, and in steps, for those who read several inputs at once. Opening
// and reading are free of shared state, so each may run on its own thread; numbering between them
// and combining behind them are quick and keep the result independent of who was first.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "analyzer/ingest/export/fragment.h"
#include "analyzer/ingest/files/find.h"
#include "analyzer/ingest/load.h"
#include "analyzer/ingest/policy_file.h"
#include "analyzer/ingest/usage/evidence.h"

namespace iamsift {

// As LoadInputs, with at most `jobs` inputs in work at a time; the result is the same.
LoadResult LoadInputsInParallel(const std::vector<std::string>& paths, const LoadOptions& options,
                                int jobs);

// One file, or one member of an archive.
struct OpenedInput {
  LoadedInput loaded;             // `source` is null when there is nothing to read
  std::vector<Diagnostic> notes;  // recognised, or left out
  absl::Status status;            // why the input cannot be used
  bool is_listed = false;         // it has a row
};

std::vector<OpenedInput> OpenAndClassify(const FoundInput& input, const LoadOptions& options);
std::vector<OpenedInput> OpenAndClassify(NamedBytes file, const LoadOptions& options);

// What was read from an input with a row. Plain values; `fragment` may be empty.
struct InputReading {
  ExportFragment fragment;
  bool has_fragment = false;  // an export, or infrastructure code
  std::vector<PolicyFileDocument> documents;
  UsageEvidence evidence;
  absl::Status status;
};

// index  of the input among LoadResult::inputs. Completes the row.
InputReading ReadInput(LoadedInput& input, uint32_t index, const LoadOptions& options);

// readings  one for each of result.inputs.
void CombineReadings(std::vector<InputReading> readings, const LoadOptions& options,
                     LoadResult& result, int jobs = 1);

}  // namespace iamsift
