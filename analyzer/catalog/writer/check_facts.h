#pragma once

// What one fact file says about another: every action, service, resource type and key that a table
// names must be there.

#include <span>

#include "absl/status/status.h"
#include "analyzer/base/source.h"
#include "analyzer/catalog/facts.h"

namespace iamsift {

// files    those that `facts` were read from, for the place of an error.
// Errors   InvalidArgument reading `file:line:column: what was expected`.
absl::Status CheckFacts(const Facts& facts, std::span<const SourceFile> files);

}  // namespace iamsift
