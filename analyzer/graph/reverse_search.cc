#include "analyzer/graph/reverse_search.h"

#include <algorithm>

namespace iamsift {

void ReverseSearch::AddEdge(uint32_t node, const EscalationEdge& edge, uint32_t base) {
  const auto [entry, is_new] =
      index_.try_emplace({edge.targets, base}, static_cast<uint32_t>(bundles_.size()));
  if (is_new) {
    bundles_.emplace_back();
    for (const uint32_t target : *edge.targets) {
      bundles_of_[base + target].push_back(entry->second);
    }
  }
  std::vector<uint32_t>& sources = bundles_[entry->second].sources;
  if (sources.empty() || sources.back() != node) sources.push_back(node);
  edges_of_[node].push_back({&edge, base});
}

// Nodes with an edge to the target that no search has come by yet, ascending.
std::vector<uint32_t> ReverseSearch::SourcesOf(uint32_t target) {
  std::vector<uint32_t> sources;
  for (const uint32_t index : bundles_of_[target]) {
    Bundle& bundle = bundles_[index];
    if (bundle.is_done) continue;
    bundle.is_done = true;
    for (const uint32_t node : bundle.sources) {
      if (steps_[node] < 0) sources.push_back(node);
    }
  }
  std::sort(sources.begin(), sources.end());
  sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
  return sources;
}

const EscalationEdge* ReverseSearch::FirstEdge(uint32_t node, uint32_t target) const {
  for (const OwnEdge& own : edges_of_[node]) {
    const std::vector<uint32_t>& targets = *own.edge->targets;
    const bool leads_there =
        target >= own.base && std::binary_search(targets.begin(), targets.end(), target - own.base);
    if (leads_there) return own.edge;
  }
  return nullptr;
}

void ReverseSearch::Reach(uint32_t node, int steps, Step step) {
  if (steps_[node] >= 0) return;
  steps_[node] = steps;
  first_[node] = step;
  queue_.push_back(node);
}

// Breadth first from the goals, against the direction of the edges.
void ReverseSearch::Run() {
  size_t goals = queue_.size();
  bool has_last_steps = false;
  while (!queue_.empty() || !has_last_steps) {
    // Those who reach the goal by themselves are one step away, like those who take a goal over.
    if (goals == 0 && !has_last_steps) {
      has_last_steps = true;
      for (const Source& source : last_steps_) Reach(source.node, 1, {source.edge, -1});
      continue;
    }
    const uint32_t target = queue_.front();
    queue_.pop_front();
    if (goals > 0) --goals;
    for (const uint32_t node : SourcesOf(target)) {
      Reach(node, steps_[target] + 1, {FirstEdge(node, target), static_cast<int32_t>(target)});
    }
  }
}

}  // namespace iamsift
