#pragma once

// Ways from principals to others through any number of steps, over one or several accounts: each
// account's escalation graph, joined by the roles that principals of another account may assume.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "analyzer/graph/escalation_graph.h"

namespace iamsift {

// A user, role or policy file of one of the accounts.
struct PathNodeRef {
  uint32_t account = 0;    // into the graphs
  uint32_t principal = 0;  // into Account::principals
};

struct PathStep {
  PathNodeRef from;
  std::optional<PathNodeRef> to;  // nullopt: `from` makes itself an administrator
  const EscalationEdge* edge = nullptr;
};

class PathSearch {
 public:
  // One graph for each account of the estate, in its order. All must outlive it.
  PathSearch(Estate& estate, std::span<const std::unique_ptr<EscalationGraph>> graphs);

  using Filter = std::function<bool(PathNodeRef)>;

  // The shortest way from each principal that `from` takes; fewest steps first, then by account and
  // principal. `to`: where ways end; nullptr: at an administrator. A principal that is its own goal
  // has no way.
  std::vector<std::vector<PathStep>> Find(const Filter& from, const Filter& to) const;

  const Principal& at(PathNodeRef node) const { return graphs_[node.account]->at(node.principal); }

 private:
  PathNodeRef RefOf(uint32_t node) const;
  void AddForeignRoles(Estate& estate);

  std::span<const std::unique_ptr<EscalationGraph>> graphs_;
  std::vector<uint32_t> bases_;  // first node of each account, and one behind the last
  struct Foreign {
    uint32_t node;
    std::unique_ptr<EscalationEdge> edge;  // targets are nodes
  };
  std::vector<Foreign> foreign_;
};

}  // namespace iamsift
