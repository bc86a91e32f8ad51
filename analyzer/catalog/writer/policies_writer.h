#pragma once

// The files of managed-policies/ to the bytes of policies.bin: an index, and texts in compressed
// groups of neighbours, so that one policy costs one small decompression.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "analyzer/base/source.h"
#include "analyzer/catalog/facts.h"
#include "analyzer/catalog/format/fact_tables.h"

namespace iamsift {

struct ManagedPolicyFiles {
  SourceFile current;    // current.jsonl: a policy a line, sorted by name
  SourceFile history;    // history.tsv: the versions of each policy, in the same order
  SourceFile withdrawn;  // retired-policies.tsv
};

// Errors: InvalidArgument reading `file:line:column: what was expected`.
absl::StatusOr<std::string> WritePolicies(const ManagedPolicyFiles& files, std::string_view date);

}  // namespace iamsift
