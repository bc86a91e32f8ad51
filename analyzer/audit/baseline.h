#pragma once

// The findings of an earlier run: what this one finds beside them is new, what it lacks is fixed.
// And what roles could do then, which HY-021 compares with what they can do now.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "analyzer/base/source.h"
#include "analyzer/finding/finding.h"
#include "analyzer/finding/previous_role.h"

namespace iamsift {

inline constexpr std::string_view kBaselineSchemaId = "iamsift.baseline/1";

struct Baseline {
  std::vector<FixedFinding> findings;
  std::vector<PreviousRole> roles;  // by ARN, each once
};

// file    what `iamsift baseline create` wrote, or a json, ndjson or sarif report of iamsift.
// Errors  InvalidArgument `file:line:column: …` for what is not JSON, `file: …` for what is no such
//         report.
absl::StatusOr<Baseline> ReadBaseline(const SourceFile& file);

// Tells each finding as new or unchanged, and lists what is fixed. A finding is known by its id;
// one that has become worse is new. Only what this run looked for can be fixed: findings of rules
// that took no part, or of accounts and files that are not in the input, are noted and left alone.
void CompareWithBaseline(const Baseline& baseline, AuditResult& result);

// The findings of a run as a baseline, with what its roles can do where the run kept that.
std::string BaselineText(const AuditResult& result);

}  // namespace iamsift
