#pragma once

// The dates of provenance.json, which a catalog carries.

#include <string>

#include "absl/status/statusor.h"
#include "analyzer/base/source.h"

namespace iamsift {

struct ProvenanceDates {
  std::string facts;             // 2026-09-26
  std::string managed_policies;  // the date of the source that gives them
};

absl::StatusOr<ProvenanceDates> ReadProvenance(const SourceFile& file);

}  // namespace iamsift
