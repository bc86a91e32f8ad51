#pragma once

// Lists of users and roles, each kept once: equal lists have one address, by which a search or a
// table tells them.

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace iamsift {

// Users or roles of the account: indices, ascending.
using TargetList = const std::vector<uint32_t>*;

class TargetLists {
 public:
  TargetList Keep(std::vector<uint32_t> targets);

 private:
  absl::flat_hash_map<size_t, std::vector<std::unique_ptr<std::vector<uint32_t>>>> by_hash_;
};

}  // namespace iamsift
