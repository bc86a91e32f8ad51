#pragma once

// The organization, from whichever files tell of it: the plain answers of `aws organizations`, in
// any order, one file for each question; the packed file that `iamsift org pack` writes; a folder
// that iam-collect made. All may be mixed.

#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "analyzer/account/organization.h"
#include "analyzer/finding/finding.h"
#include "analyzer/ingest/export/fragment.h"
#include "analyzer/ingest/unfit_file.h"

namespace iamsift {

struct OrganizationReading {
  std::optional<Organization> organization;  // nullopt: no file tells of one
  std::vector<Diagnostic> diagnostics;
  // Files, or parts of them, that cannot be read; the rest counts all the same.
  std::vector<absl::Status> errors;
  std::vector<UnfitFile> unfit;
};

// files  valid as long as the organization.
OrganizationReading ReadOrganization(const std::vector<JsonText>& files, int max_depth);

}  // namespace iamsift
