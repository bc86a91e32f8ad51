#pragma once

// Policies on resources, and the inventory of resources, from whichever files tell of them: the
// answers of the AWS CLI one by one, snapshots and answers of AWS Config, folders of iam-collect,
// and rows of our own.

#include <vector>

#include "absl/status/status.h"
#include "analyzer/account/resource_policies.h"
#include "analyzer/finding/finding.h"
#include "analyzer/ingest/export/fragment.h"
#include "analyzer/ingest/load.h"
#include "analyzer/ingest/unfit_file.h"

namespace iamsift {

struct ResourcePoliciesReading {
  ResourcePolicies policies;
  std::vector<Diagnostic> diagnostics;
  // Files, or parts of them, that cannot be read; the rest counts all the same.
  std::vector<absl::Status> errors;
  std::vector<UnfitFile> unfit;
};

// files    valid as long as the policies.
// options  account and Region of files that don't tell theirs.
ResourcePoliciesReading ReadResourcePolicies(const std::vector<JsonText>& files,
                                             const LoadOptions& options);

struct InventoryReading {
  ResourceInventory inventory;
  std::vector<absl::Status> errors;
};

// Rows `{"arn", "account", "tags"}`, with tags as an object or as a list of Key and Value; and the
// answer of `aws resourcegroupstaggingapi get-resources`.
InventoryReading ReadInventory(const std::vector<JsonText>& files, const LoadOptions& options);

}  // namespace iamsift
