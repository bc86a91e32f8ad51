#include "analyzer/graph/target_lists.h"

#include <utility>

#include "absl/hash/hash.h"

namespace iamsift {

TargetList TargetLists::Keep(std::vector<uint32_t> targets) {
  auto& lists = by_hash_[absl::Hash<std::vector<uint32_t>>{}(targets)];
  for (const std::unique_ptr<std::vector<uint32_t>>& list : lists) {
    if (*list == targets) return list.get();
  }
  targets.shrink_to_fit();
  lists.push_back(std::make_unique<std::vector<uint32_t>>(std::move(targets)));
  return lists.back().get();
}

}  // namespace iamsift
