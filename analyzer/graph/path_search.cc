#include "analyzer/graph/path_search.h"

#include <algorithm>
#include <utility>

#include "analyzer/eval/decide/role_assumption.h"

namespace iamsift {

PathSearch::PathSearch(Estate& estate, std::span<const std::unique_ptr<EscalationGraph>> graphs)
    : graphs_(graphs) {
  bases_.push_back(0);
  for (const std::unique_ptr<EscalationGraph>& graph : graphs) {
    bases_.push_back(bases_.back() + static_cast<uint32_t>(graph->size()));
  }
  if (graphs.size() > 1) AddForeignRoles(estate);
}

PathNodeRef PathSearch::RefOf(uint32_t node) const {
  const auto behind = std::upper_bound(bases_.begin(), bases_.end(), node);
  const auto account = static_cast<uint32_t>(behind - bases_.begin() - 1);
  return {.account = account, .principal = node - bases_[account]};
}

// Roles that a principal of another account may assume.
void PathSearch::AddForeignRoles(Estate& estate) {
  const std::span<const EscalationPath> paths = graphs_.front()->inputs().paths;
  const auto assume = std::find_if(paths.begin(), paths.end(), EdgeBuilder::IsAboutAssumption);
  if (assume == paths.end()) return;
  const ActionId action = assume->ways.front().terms.front().any_of.front();
  RoleAssumption assumption(estate);
  for (const PrincipalRef role : estate.Principals()) {
    const auto is_foreign = [&](PrincipalRef from) { return from.account != role.account; };
    for (const AssumptionEdge& found : assumption.EdgesInto(role, {}, is_foreign)) {
      EscalationGraph& home = *graphs_[found.from.account];
      if (home.IsAdmin(found.from.principal)) continue;
      const Ability& ability =
          home.requirements().AskOne(found.from.principal, action, estate.at(role).arn, {});
      if (!ability) continue;
      auto edge = std::make_unique<EscalationEdge>();
      edge->path = &*assume;
      edge->way = &assume->ways.front();
      edge->targets = home.requirements().Keep({bases_[role.account] + role.principal});
      edge->answer.And(ability);
      foreign_.push_back({bases_[found.from.account] + found.from.principal, std::move(edge)});
    }
  }
}

std::vector<std::vector<PathStep>> PathSearch::Find(const Filter& from, const Filter& to) const {
  const uint32_t nodes = bases_.back();
  ReverseSearch search(nodes);
  for (uint32_t node = 0; node < nodes; ++node) {
    const PathNodeRef ref = RefOf(node);
    const EscalationGraph& graph = *graphs_[ref.account];
    if (to ? to(ref) : graph.IsAdmin(ref.principal)) search.AddGoal(node);
    for (const EscalationEdge* const edge : graph.EdgesOf(ref.principal)) {
      if (LeadsOn(*edge)) search.AddEdge(node, *edge, bases_[ref.account]);
      if (!to && MakesAdmin(*edge)) search.AddLastStep(node, *edge);
    }
  }
  for (const Foreign& foreign : foreign_) search.AddEdge(foreign.node, *foreign.edge, 0);
  search.Run();
  std::vector<std::vector<PathStep>> found;
  for (uint32_t node = 0; node < nodes; ++node) {
    if (search.steps()[node] <= 0 || !from(RefOf(node))) continue;
    std::vector<PathStep>& path = found.emplace_back();
    for (int32_t at = static_cast<int32_t>(node); at >= 0;) {
      const auto here = static_cast<uint32_t>(at);
      const ReverseSearch::Step& step = search.first()[here];
      if (step.edge == nullptr) break;
      path.push_back({.from = RefOf(here), .to = {}, .edge = step.edge});
      if (step.target >= 0) path.back().to = RefOf(static_cast<uint32_t>(step.target));
      at = step.target;
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const std::vector<PathStep>& a, const std::vector<PathStep>& b) {
                     return a.size() < b.size();
                   });
  return found;
}

}  // namespace iamsift
