#pragma once

// YAML rewritten to the JSON that it stands for, with a map from each piece back to its place, so
// that one reader serves both and findings point into the file that its author wrote.
//
// Source: AWS CLI User Guide, "Setting the output format", `--output yaml`.

#include <string>

#include "absl/status/statusor.h"
#include "analyzer/account/document_store.h"
#include "analyzer/base/source.h"
#include "analyzer/ingest/load.h"

namespace iamsift {

struct YamlAsJson {
  std::string json;  // several YAML documents: several JSON values, a line each
  RewrittenText places;
};

// Plain scalars become true, false, null or a number only where JSON spells them so too: a date
// stays text, and so do `yes` and `0o7`. Merge keys are not followed, aliases are refused.
// Errors: InvalidArgument `file:line:column: …`.
absl::StatusOr<YamlAsJson> RewriteYaml(const SourceFile& file, const LoadOptions& options);

}  // namespace iamsift
