#pragma once

// What a formula allows, as few regions as proofs leave: an Allow each, with the conditions that
// matter, the Denies that take something of it, and the statements of other layers within which it
// lies. Exact: each simplification is a proof that nothing changes, and what could be neither
// proved nor refuted stays as it was.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "analyzer/proofs/access_formula.h"
#include "analyzer/proofs/policy_checks.h"

namespace iamsift {

// A statement of another layer than the first one.
struct RegionLimit {
  std::string layer;  // boundary, scp of …
  std::vector<const Statement*> statements;
};

struct AccessRegion {
  const Statement* allow = nullptr;
  std::vector<const ConditionTest*> conditions;  // of `allow`, those that matter
  std::vector<const Statement*> except;          // Denies that take something of it
  std::vector<RegionLimit> within;               // layers that cut something of it
};

// The regions of a formula, route by route; the Allows of a route's first layer make them. A
// request is allowed just when it lies in one of them.
//
// Errors: FailedPrecondition when a document's meaning is not known.
absl::StatusOr<std::vector<AccessRegion>> RegionsOf(const AccessFormula& formula,
                                                    const ProofContext& context);

}  // namespace iamsift
