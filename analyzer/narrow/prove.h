#pragma once

// The check behind every suggestion: nothing is shown that this did not let through.

#include <string>

#include "absl/status/statusor.h"
#include "analyzer/match/compiled_document.h"

namespace iamsift {

// Shows that `narrow` allows nothing that `wide` does not. Either each of its Allows, or each entry
// of its actions, lies within one Allow of `wide` by actions, resource patterns and conditions
// together, and every Deny of `wide` stands in it unchanged; or it is proved for all requests.
// Returns a sentence that says how; FailedPrecondition naming the statement that could not be
// shown.
absl::StatusOr<std::string> ProveContained(const Catalog& catalog, const CompiledDocument& wide,
                                           const CompiledDocument& narrow);

}  // namespace iamsift
