#pragma once

// The shortest way from every node to a goal, over edges that may each lead to thousands of nodes.
// Equal target lists of many edges are walked through once, so that the cost is that of the lists
// and of the edges, not of their product.

#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/graph/escalation_edge.h"

namespace iamsift {

class ReverseSearch {
 public:
  struct Step {
    const EscalationEdge* edge = nullptr;
    int32_t target = -1;  // node; -1: the edge itself ends at the goal
  };

  explicit ReverseSearch(size_t nodes)
      : steps_(nodes, -1), first_(nodes), edges_of_(nodes), bundles_of_(nodes) {}

  void AddGoal(uint32_t node) { Reach(node, 0, {}); }
  // The edge ends at the goal without another node.
  void AddLastStep(uint32_t node, const EscalationEdge& edge) {
    last_steps_.push_back({node, &edge});
  }
  // base  the node that target 0 of the edge stands for
  void AddEdge(uint32_t node, const EscalationEdge& edge, uint32_t base);
  void Run();

  // By node: steps to the nearest goal, -1 for no way, and the first of them. Of several edges to
  // one target the one that was added first.
  const std::vector<int>& steps() const { return steps_; }
  const std::vector<Step>& first() const { return first_; }

 private:
  struct Source {
    uint32_t node;
    const EscalationEdge* edge;
  };
  struct Bundle {
    std::vector<uint32_t> sources;
    bool is_done = false;
  };
  struct OwnEdge {
    const EscalationEdge* edge;
    uint32_t base;
  };

  void Reach(uint32_t node, int steps, Step step);
  std::vector<uint32_t> SourcesOf(uint32_t target);
  const EscalationEdge* FirstEdge(uint32_t node, uint32_t target) const;

  std::vector<int> steps_;
  std::vector<Step> first_;
  std::vector<std::vector<OwnEdge>> edges_of_;  // by node
  std::vector<std::vector<uint32_t>> bundles_of_;
  std::vector<Bundle> bundles_;
  absl::flat_hash_map<std::pair<TargetList, uint32_t>, uint32_t> index_;  // by list and base
  std::vector<Source> last_steps_;
  std::deque<uint32_t> queue_;
};

}  // namespace iamsift
