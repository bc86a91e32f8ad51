#include "analyzer/graph/path_search.h"

#include <algorithm>
#include <utility>

namespace iamsift {

std::vector<AssumptionEdge> AssumptionsAcrossAccounts(Estate& estate) {
  std::vector<AssumptionEdge> across;
  RoleAssumption assumption(estate);
  for (const PrincipalRef role : estate.Principals()) {
    const auto is_foreign = [&](PrincipalRef from) { return from.account != role.account; };
    for (AssumptionEdge& found : assumption.EdgesInto(role, {}, is_foreign)) {
      across.push_back(std::move(found));
    }
  }
  return across;
}

PathSearch::PathSearch(Estate& estate, std::span<const AssumptionEdge> across,
                       std::span<const std::unique_ptr<EscalationGraph>> graphs)
    : graphs_(graphs) {
  bases_.push_back(0);
  for (const std::unique_ptr<EscalationGraph>& graph : graphs) {
    const size_t size = graph == nullptr ? 0 : graph->size();
    bases_.push_back(bases_.back() + static_cast<uint32_t>(size));
  }
  AddForeignRoles(estate, across);
}

PathNodeRef PathSearch::RefOf(uint32_t node) const {
  const auto behind = std::upper_bound(bases_.begin(), bases_.end(), node);
  const auto account = static_cast<uint32_t>(behind - bases_.begin() - 1);
  return {.account = account, .principal = node - bases_[account]};
}

void PathSearch::AddForeignRoles(Estate& estate, std::span<const AssumptionEdge> across) {
  for (const AssumptionEdge& found : across) {
    const PrincipalRef role = found.role;
    if (graphs_[found.from.account] == nullptr || graphs_[role.account] == nullptr) continue;
    EscalationGraph& home = *graphs_[found.from.account];
    if (home.IsAdmin(found.from.principal)) continue;
    const std::span<const EscalationPath> paths = home.inputs().paths;
    const auto assume = std::find_if(paths.begin(), paths.end(), EdgeBuilder::IsAboutAssumption);
    if (assume == paths.end()) return;
    const ActionId action = assume->ways.front().terms.front().any_of.front();
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

std::vector<std::vector<PathStep>> PathSearch::Find(const Filter& from, const Filter& to) const {
  if (to) return Search(from, to, [](PathNodeRef) { return false; });
  const auto is_admin = [&](PathNodeRef ref) {
    return graphs_[ref.account]->IsAdmin(ref.principal);
  };
  return Search(from, is_admin, [](PathNodeRef) { return true; });
}

std::vector<std::vector<PathStep>> PathSearch::FindBeyond(uint32_t account, Beyond whom) const {
  const auto is_beyond = [&](PathNodeRef ref) { return ref.account != account; };
  const auto from = [&](PathNodeRef ref) { return ref.account == account; };
  if (whom == Beyond::kAnybody) {
    return Search(from, is_beyond, [](PathNodeRef) { return false; });
  }
  const auto is_admin = [&](PathNodeRef ref) {
    return is_beyond(ref) && graphs_[ref.account]->IsAdmin(ref.principal);
  };
  return Search(from, is_admin, is_beyond);
}

std::vector<std::vector<PathStep>> PathSearch::Search(const Filter& from, const Filter& to,
                                                      const Filter& last) const {
  const uint32_t nodes = bases_.back();
  ReverseSearch search(nodes);
  for (uint32_t node = 0; node < nodes; ++node) {
    const PathNodeRef ref = RefOf(node);
    const EscalationGraph& graph = *graphs_[ref.account];
    if (to(ref)) search.AddGoal(node);
    for (const EscalationEdge* const edge : graph.EdgesOf(ref.principal)) {
      if (LeadsOn(*edge)) search.AddEdge(node, *edge, bases_[ref.account]);
      if (MakesAdmin(*edge) && last(ref)) search.AddLastStep(node, *edge);
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
