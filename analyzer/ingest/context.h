#pragma once

// What stands around the accounts of a run: the organization, policies on resources, the inventory.
// An export holds none of it; each is optional, and absence is a limit of the result, never a
// claim.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "analyzer/account/organization.h"
#include "analyzer/account/resource_policies.h"
#include "analyzer/finding/finding.h"
#include "analyzer/ingest/load.h"

namespace iamsift {

struct ContextPaths {
  std::string organization = {};                    // "" for none
  std::vector<std::string> resource_policies = {};  // files, folders, archives, or `-`
  std::string inventory = {};

  bool empty() const {
    return organization.empty() && resource_policies.empty() && inventory.empty();
  }
};

struct ContextInputs {
  // The files that were read. Places in the members below point at input `first_input + i` for
  // inputs[i], so that these can be appended to a run's inputs; views point into their sources.
  std::vector<LoadedInput> inputs;
  uint32_t first_input = 0;
  std::optional<Organization> organization;
  ResourcePolicies resource_policies;
  ResourceInventory inventory;
  std::vector<Diagnostic> diagnostics;
  // Inputs that could not be used, `file:line:column: what was expected`; the others are loaded.
  std::vector<absl::Status> errors;
};

// options      account and Region of files that don't tell theirs, and the limits.
// first_input  how many inputs the run has before these.
ContextInputs LoadContext(const ContextPaths& paths, const LoadOptions& options,
                          uint32_t first_input);

// Appends the files that were read to the inputs of the run, where places in the context count on
// them.
void MoveInputs(ContextInputs& context, std::vector<LoadedInput>& inputs);

}  // namespace iamsift
