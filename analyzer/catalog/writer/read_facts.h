#pragma once

// Fact files to Facts. Everything that the binary relies on is checked here, so that a mistake in a
// fact file is an error with its line, and never a wrong catalog.

#include <span>

#include "absl/status/statusor.h"
#include "analyzer/base/source.h"
#include "analyzer/catalog/facts.h"

namespace iamsift {

// files    as LoadFactFiles returns them; they must outlive the result, which points into them.
// Errors   InvalidArgument reading `file:line:column: what was expected`.
absl::StatusOr<Facts> ReadFacts(std::span<const SourceFile> files);

}  // namespace iamsift
