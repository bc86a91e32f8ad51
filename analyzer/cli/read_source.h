#pragma once

// A small file of the user's own, read whole: suppressions, a baseline, escalation paths.

#include <string>

#include "absl/status/statusor.h"
#include "analyzer/base/source.h"

namespace iamsift {

// Errors: InvalidArgument naming the path.
absl::StatusOr<SourceFile> ReadSource(const std::string& path);

}  // namespace iamsift
