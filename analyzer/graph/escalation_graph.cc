#include "analyzer/graph/escalation_graph.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// What holds for every request: what the user knows, and the time.
std::vector<ContextAssumption> BaseOf(const GraphInputs& inputs) {
  std::vector<ContextAssumption> base = inputs.assumed;
  const ContextAssumption time[] = {
      {.key = "aws:currenttime", .values = {FormatInstant(inputs.now)}, .is_absent = false},
      {.key = "aws:epochtime", .values = {std::to_string(inputs.now.seconds)}, .is_absent = false}};
  for (const ContextAssumption& each : time) {
    const bool is_known =
        std::any_of(base.begin(), base.end(),
                    [&](const ContextAssumption& known) { return known.key == each.key; });
    if (!is_known) base.push_back(each);
  }
  return base;
}

}  // namespace

bool MakesAdmin(const EscalationEdge& edge) {
  return edge.gain == Gain::kAdmin && edge.way->end.part == EdgePart::kWhole &&
         edge.way->end.to != EdgeTarget::kOutside;
}

EscalationGraph::EscalationGraph(const GraphInputs& inputs)
    : inputs_(inputs),
      subjects_(SubjectsOf(inputs.evaluation)),
      abilities_(inputs.estate, inputs.account, BaseOf(inputs)),
      trusted_(inputs.estate, inputs.evaluation.compiled()),
      requirements_(inputs.evaluation, abilities_, trusted_, inputs.sensitive, subjects_,
                    inputs.account),
      gains_(inputs.evaluation),
      builder_(requirements_, gains_, inputs.paths),
      shared_(subjects_.size()),
      own_(subjects_.size()),
      edges_(subjects_.size()),
      is_let_go_(subjects_.size()) {
  by_subject_.resize(size());
  std::iota(by_subject_.begin(), by_subject_.end(), 0U);
  std::ranges::stable_sort(by_subject_, {}, [&](uint32_t p) { return subjects_[p]; });
  Assumptions assumptions(requirements_);
  ForEachSubject([&](std::span<const uint32_t> principals) {
    for (const uint32_t p : principals) AddEdgesOf(p, assumptions);
    KeepAbilities(principals);
    requirements_.Forget();
  });
  FindAdmins();
}

void EscalationGraph::AddEdgesOf(uint32_t p, Assumptions& assumptions) {
  if (IsAdmin(p)) return;
  std::unique_ptr<std::vector<EscalationEdge>>& shared = shared_[subjects_[p]];
  const bool is_first = shared == nullptr;
  if (is_first) shared = std::make_unique<std::vector<EscalationEdge>>();
  for (const EscalationPath& path : inputs_.paths) {
    if (EdgeBuilder::BuildsOnOthers(path)) continue;
    if (EdgeBuilder::IsAboutAssumption(path)) {
      AddAssumptions(p, path, assumptions);
    } else if (!EdgeBuilder::IsSameForEqualPolicies(path)) {
      builder_.Add(p, path, own_[p]);
    } else if (is_first) {
      builder_.Add(p, path, *shared);
    }
  }
  if (is_first) Tidy(*shared);
  std::vector<EscalationEdge> later;
  builder_.AddOnTopOf(p, inputs_.paths, Ordered(p), later);
  std::move(later.begin(), later.end(), std::back_inserter(own_[p]));
  Tidy(own_[p]);
  edges_[p] = Ordered(p);
}

// They stay, and are many.
void EscalationGraph::Tidy(std::vector<EscalationEdge>& edges) {
  for (EscalationEdge& edge : edges) abilities_.Share(edge.answer.needs);
  edges.shrink_to_fit();
}

// Of a subject, before what was asked of it is forgotten.
void EscalationGraph::KeepAbilities(std::span<const uint32_t> principals) {
  std::vector<const Ability**> named;
  const auto add = [&](std::vector<EscalationEdge>& edges) {
    for (EscalationEdge& edge : edges) {
      for (const Ability*& ability : edge.answer.abilities) named.push_back(&ability);
    }
  };
  if (auto& shared = shared_[subjects_[principals.front()]]) add(*shared);
  for (const uint32_t p : principals) add(own_[p]);
  abilities_.Keep(principals.front(), named);
}

bool EscalationGraph::IsAdmin(uint32_t principal) const {
  return inputs_.evaluation.principals()[principal].effective->is_admin;
}

std::vector<const EscalationEdge*> EscalationGraph::Ordered(uint32_t principal) const {
  std::vector<const EscalationEdge*> edges;
  if (IsAdmin(principal)) return edges;
  const std::unique_ptr<std::vector<EscalationEdge>>& shared = shared_[subjects_[principal]];
  edges.reserve((shared != nullptr ? shared->size() : 0) + own_[principal].size());
  if (shared != nullptr) {
    for (const EscalationEdge& edge : *shared) edges.push_back(&edge);
  }
  for (const EscalationEdge& edge : own_[principal]) edges.push_back(&edge);
  std::stable_sort(
      edges.begin(), edges.end(),
      [](const EscalationEdge* a, const EscalationEdge* b) { return a->path->id < b->path->id; });
  return edges;
}

void EscalationGraph::AddAssumptions(uint32_t p, const EscalationPath& path,
                                     Assumptions& assumptions) {
  for (TargetGroup& group : assumptions.RolesOf(p)) {
    own_[p].push_back({.path = &path,
                       .way = &path.ways.front(),
                       .targets = group.targets,
                       .answer = std::move(group.answer)});
  }
}

ReverseSearch EscalationGraph::SearchForAdmins(bool certain_only) const {
  ReverseSearch search(size());
  for (uint32_t p = 0; p < size(); ++p) {
    if (IsAdmin(p)) search.AddGoal(p);
    for (const EscalationEdge* const edge : EdgesOf(p)) {
      if (certain_only && !edge->IsCertain()) continue;
      if (LeadsOn(*edge)) search.AddEdge(p, *edge, 0);
      if (MakesAdmin(*edge)) search.AddLastStep(p, *edge);
    }
  }
  search.Run();
  return search;
}

void EscalationGraph::KeepFirstStep(uint32_t principal) {
  ReverseSearch::Step& step = first_steps_[principal];
  if (step.edge == nullptr) return;
  EscalationEdge& kept = kept_.emplace_back(*step.edge);
  for (const Ability*& ability : kept.answer.abilities)
    ability = &abilities_of_kept_.emplace_back(*ability);
  step.edge = &kept;
}

void EscalationGraph::LetGo(std::span<const uint32_t> principals) {
  requirements_.Forget();
  for (const uint32_t p : principals) KeepFirstStep(p);
  for (const uint32_t p : principals) {
    own_[p] = {};
    edges_[p] = {};
    is_let_go_[p] = true;
    abilities_.LetGo(p);
  }
  shared_[subjects_[principals.front()]] = nullptr;
}

void EscalationGraph::FindAdmins() {
  const ReverseSearch certain = SearchForAdmins(true);
  const ReverseSearch any = SearchForAdmins(false);
  reaches_admin_.resize(size());
  steps_ = any.steps();
  first_steps_ = any.first();
  for (uint32_t p = 0; p < size(); ++p) {
    reaches_admin_[p] = certain.steps()[p] >= 0;
    // Of two equally short ways, the certain one.
    if (certain.steps()[p] == steps_[p]) first_steps_[p] = certain.first()[p];
  }
}

}  // namespace iamsift
