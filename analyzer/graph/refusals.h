#pragma once

// Values of a condition key that an answer was a no for. Where nothing around the caller tells a
// value from one that was refused, it needs no question of its own: an account has thousands of
// policies that might be attached, and a condition admits a few.

#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "analyzer/eval/decide/resource_differences.h"

namespace iamsift {

// Keys by which a request names the policy that it attaches, and the boundary that it sets.
inline constexpr std::string_view kAttachedPolicyKey = "iam:policyarn";
inline constexpr std::string_view kSetBoundaryKey = "iam:permissionsboundary";

class Refusals {
 public:
  // key  lower case. tests  of the actions that are asked about; what they refer to outlives it.
  Refusals(std::string_view key, KeyTests tests) : key_(key), tests_(std::move(tests)) {}

  bool Hold(std::string_view value) const {
    return !refused_.empty() && refused_.contains(ClassOf(tests_, key_, value));
  }
  void Add(std::string_view value) { refused_.insert(ClassOf(tests_, key_, value)); }

 private:
  std::string key_;
  KeyTests tests_;
  absl::flat_hash_set<std::string> refused_;
};

}  // namespace iamsift
