#pragma once

// One file to the texts in it: itself, what it holds compressed, or the members of an archive. What
// a file is shows in its bytes, never in its name.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "analyzer/base/source.h"
#include "analyzer/ingest/files/find.h"
#include "analyzer/ingest/load.h"

namespace iamsift {

struct OpenedFile {
  std::string name;  // a path as given, `-`, `archive.zip!member`
  InputOrigin origin = InputOrigin::kNamed;
  std::unique_ptr<SourceFile> source;  // null when `status` is an error
  absl::Status status;
};

// Thread-safe: what it knows comes from its arguments and the file alone.
std::vector<OpenedFile> OpenInput(const FoundInput& input, const LoadOptions& options);

// The same for bytes that are at hand.
std::vector<OpenedFile> OpenBytes(std::string name, InputOrigin origin, std::string bytes,
                                  const LoadOptions& options);

}  // namespace iamsift
