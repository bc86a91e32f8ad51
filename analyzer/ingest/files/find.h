#pragma once

// Paths of the command line to the files that a run will open. Folders are walked in the order of
// the names, so that a run does not depend on the file system.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "analyzer/finding/finding.h"

namespace iamsift {

// A file that its user named must be usable; one that was found in a folder or an archive need not.
enum class InputOrigin : uint8_t { kNamed, kFound };

struct FoundInput {
  std::string path;  // "-": standard input
  InputOrigin origin = InputOrigin::kNamed;
};

struct FoundInputs {
  std::vector<FoundInput> inputs;
  std::vector<Diagnostic> notes;
  std::vector<absl::Status> errors;
};

FoundInputs FindInputs(const std::vector<std::string>& paths);

// node_modules, .git, .terraform, cdk.out, .venv: entered when named, never when walked.
bool IsSkippedFolder(std::string_view name);

// By its name, whether a walk opens a file at all: JSON, YAML, and what may hold them compressed;
// of CSV files those called credential… or status_report….
bool IsCandidateName(std::string_view name);

}  // namespace iamsift
