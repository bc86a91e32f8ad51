#include "analyzer/graph/escalations.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr size_t kMostTargets = 20;  // listed in one finding

bool IsWorkload(const EscalationEdge& edge) { return !edge.way->runs_as.empty(); }

// ADMIN: critical, or high when it hangs on something; more: high, or medium. A part of a role is
// one step lower and never ADMIN. A second factor counts as something.
Severity SeverityOf(bool is_admin, bool is_certain, EdgePart part, const EscalationPath& path) {
  Severity severity = is_admin ? Severity::kCritical : Severity::kHigh;
  const auto lower = [](Severity from) {
    if (from == Severity::kCritical) return Severity::kHigh;
    return from == Severity::kHigh ? Severity::kMedium : Severity::kLow;
  };
  if (part != EdgePart::kWhole) severity = Severity::kMedium;
  if (!is_certain) severity = lower(severity);
  if (path.severity_cap == "low") severity = std::min(severity, Severity::kLow);
  if (path.severity_cap == "info") severity = Severity::kInfo;
  return severity;
}

Severity SeverityOfUnknown(EdgePart part, const EscalationPath& path) {
  if (path.severity_cap == "info") return Severity::kInfo;
  return part == EdgePart::kWhole && path.severity_cap.empty() ? Severity::kMedium : Severity::kLow;
}

Escalation From(const EscalationEdge& edge) {
  Escalation found;
  found.rule = edge.path->id;
  found.path = edge.path;
  found.confidence = edge.IsCertain() ? Confidence::kCertain : Confidence::kConditional;
  found.needs = edge.answer.needs;
  found.service = edge.service;
  found.changed = edge.changed.str();
  if (edge.groups != nullptr) {
    const size_t listed = std::min(kMostTargets, edge.groups->size());
    found.groups.assign(edge.groups->begin(),
                        edge.groups->begin() + static_cast<ptrdiff_t>(listed));
  }
  found.abilities = edge.answer.abilities;
  if (edge.lifted_by != nullptr) found.also.push_back(edge.lifted_by->id);
  return found;
}

void AddAlso(const std::string& id, Escalation& found) {
  if (id == found.rule) return;
  const auto at = std::lower_bound(found.also.begin(), found.also.end(), id);
  if (at == found.also.end() || *at != id) found.also.insert(at, id);
}

// The service whose action begins the path.
std::string PrefixOf(const Catalog& catalog, const EscalationEdge& edge) {
  const ActionId named = edge.way->terms.front().any_of.front();
  const std::vector<const Ability*>& used = edge.answer.abilities;
  const ActionId action = used.empty() ? named : used.front()->action;
  return std::string(catalog.ServicePrefix(catalog.ServiceOf(action)));
}

}  // namespace

Severity SeverityOfWay(bool is_admin, const EscalationEdge& edge) {
  return SeverityOf(is_admin, edge.IsCertain(), edge.way->end.part, *edge.path);
}

std::vector<Escalation> EscalationReport::Of(uint32_t principal) {
  std::vector<Escalation> found;
  if (graph_.IsAdmin(principal)) return found;
  const std::vector<const EscalationEdge*> edges = graph_.EdgesOf(principal);
  AddOwnGains(principal, edges, found);
  AddTargets(principal, edges, found);
  AddGrouped(principal, edges, found);
  AddChain(principal, found);
  AddPassing(principal, edges, found);
  AddHalfPaths(principal, found);
  std::stable_sort(found.begin(), found.end(),
                   [](const Escalation& a, const Escalation& b) { return a.rule < b.rule; });
  return found;
}

// What P gives itself: one entry for ADMIN by whichever ways, one for each lesser gain.
void EscalationReport::AddOwnGains(uint32_t principal,
                                   const std::vector<const EscalationEdge*>& edges,
                                   std::vector<Escalation>& found) {
  static_cast<void>(principal);
  int admin = -1;
  for (const EscalationEdge* const edge : edges) {
    if (edge->gain == Gain::kNothing) continue;
    const bool is_outside = edge->way->end.to == EdgeTarget::kOutside;
    const bool is_admin = edge->gain == Gain::kAdmin;
    Escalation entry = From(*edge);
    entry.leads_to_admin = is_admin;
    entry.severity = SeverityOf(is_admin, edge->IsCertain(), edge->way->end.part, *edge->path);
    if (!is_admin || is_outside) {
      const bool is_told = !found.empty() && found.back().rule == entry.rule &&
                           found.back().changed == entry.changed;
      if (!is_told) found.push_back(std::move(entry));
      continue;
    }
    if (admin < 0) {
      admin = static_cast<int>(found.size());
      found.push_back(std::move(entry));
      continue;
    }
    Escalation& told = found[static_cast<size_t>(admin)];
    // A certain way beats one that hangs on something; of equals the lowest id stays.
    if (RankOf(entry.severity) > RankOf(told.severity)) {
      entry.also = std::move(told.also);
      AddAlso(told.rule, entry);
      told = std::move(entry);
    } else {
      AddAlso(entry.rule, told);
    }
  }
}

// A part of a service is worth what the target may do there.
bool EscalationReport::GivesMore(const EscalationEdge& edge, uint32_t principal, uint32_t target) {
  const bool is_of_service = edge.way->end.part == EdgePart::kService && !edge.service.empty();
  return is_of_service ? graph_.gains().HasMoreIn(edge.service, principal, target)
                       : graph_.gains().HasMore(principal, target);
}

// Users and roles that P can act as. Those that the same ways lead to are told together.
void EscalationReport::AddTargets(uint32_t principal,
                                  const std::vector<const EscalationEdge*>& edges,
                                  std::vector<Escalation>& found) {
  struct Way {
    const EscalationEdge* edge;
    bool is_admin;
  };
  std::map<uint32_t, std::vector<Way>> ways;  // by target
  // Targets in reach that are not listed, by whether they are administrators.
  std::map<std::pair<const EscalationEdge*, bool>, size_t> further;
  for (const EscalationEdge* const edge : edges) {
    if (edge->targets == nullptr || IsWorkload(*edge)) continue;
    const bool is_whole = edge->way->end.part == EdgePart::kWhole;
    size_t listed = 0;
    for (const bool wants_admin : {true, false}) {
      if (!wants_admin && edge->path->reported_for_admin) continue;
      size_t beyond = 0;
      for (const uint32_t target : *edge->targets) {
        if (target == principal) continue;
        const bool is_admin = is_whole && graph_.IsOrReachesAdmin(target);
        if (is_admin != wants_admin) continue;
        if (listed >= kMostTargets) {
          ++beyond;
        } else if (is_admin || GivesMore(*edge, principal, target)) {
          ++listed;
          ways[target].push_back({edge, is_admin});
        }
      }
      further[{edge, wants_admin}] = beyond;
    }
  }
  std::map<std::string, size_t> by_shape;
  for (auto& [target, all] : ways) {
    // The worst way gives name and severity; of equals the one with the lowest id.
    const auto rank = [](const Way& way) {
      const Severity severity =
          SeverityOf(way.is_admin, way.edge->IsCertain(), way.edge->way->end.part, *way.edge->path);
      return std::pair(RankOf(severity), way.edge->IsCertain());
    };
    const auto best = std::max_element(
        all.begin(), all.end(), [&](const Way& a, const Way& b) { return rank(a) < rank(b); });
    // Targets that the same ways lead to as a whole are told together; ways to a part of some of
    // them are told beside.
    std::set<std::string_view> ids;
    for (const Way& way : all) {
      if (way.edge->way->end.part == EdgePart::kWhole) ids.insert(way.edge->path->id);
    }
    std::string shape = Concat({best->is_admin ? "admin " : "more ", best->edge->path->id,
                                best->edge->IsCertain() ? " " : "? ", best->edge->service, " ",
                                Join(best->edge->answer.needs, ",")});
    for (const std::string_view id : ids) shape += Concat({" ", id});
    const auto [entry, is_new] = by_shape.try_emplace(std::move(shape), found.size());
    if (is_new) {
      Escalation& first = found.emplace_back(From(*best->edge));
      first.leads_to_admin = best->is_admin;
      first.severity = SeverityOf(best->is_admin, best->edge->IsCertain(),
                                  best->edge->way->end.part, *best->edge->path);
      first.further_targets = further[{best->edge, best->is_admin}];
    }
    Escalation& told = found[entry->second];
    for (const Way& way : all) AddAlso(way.edge->path->id, told);
    told.targets.push_back(target);
  }
}

// Ways through workloads, by the service whose action begins them, and ways to roles that the input
// lacks, by the service that such a role would be passed to.
void EscalationReport::AddGrouped(uint32_t principal,
                                  const std::vector<const EscalationEdge*>& edges,
                                  std::vector<Escalation>& found) {
  const Catalog& catalog = graph_.inputs().evaluation.catalog();
  std::map<std::string, size_t> groups;
  for (const EscalationEdge* const edge : edges) {
    const bool is_workload = IsWorkload(*edge);
    if (!is_workload && !edge->is_target_unknown) continue;
    Escalation entry = From(*edge);
    const EdgePart part = edge->way->end.part;
    if (edge->is_target_unknown) {
      entry.severity = SeverityOfUnknown(part, *edge->path);
    } else {
      for (const uint32_t target : *edge->targets) {
        if (target == principal) continue;
        const bool is_admin = part == EdgePart::kWhole && graph_.IsOrReachesAdmin(target);
        const bool is_full = entry.targets.size() >= kMostTargets;
        if (is_admin && !entry.leads_to_admin) {
          entry.leads_to_admin = true;
          entry.targets.clear();
          entry.further_targets = 0;
        }
        if (is_admin != entry.leads_to_admin) continue;
        if (is_full) {
          ++entry.further_targets;
        } else if (is_admin || graph_.gains().HasMore(principal, target)) {
          entry.targets.push_back(target);
        }
      }
      if (entry.targets.empty()) continue;
      entry.severity = SeverityOf(entry.leads_to_admin, edge->IsCertain(), part, *edge->path);
    }
    const bool is_passed = !edge->way->pass.empty();
    const std::string key = is_workload || !is_passed ? Concat({"runs ", PrefixOf(catalog, *edge)})
                                                      : Concat({"pass ", edge->service});
    const auto [group, is_new] = groups.try_emplace(key, found.size());
    if (is_new) {
      found.push_back(std::move(entry));
      continue;
    }
    Escalation& told = found[group->second];
    AddAlso(entry.rule, told);
    // The lowest id gives the name, the worst target the severity.
    if (RankOf(entry.severity) <= RankOf(told.severity)) continue;
    told.severity = entry.severity;
    told.leads_to_admin = entry.leads_to_admin;
    told.targets = std::move(entry.targets);
    told.further_targets = entry.further_targets;
  }
}

// The shortest chain of two steps or more that ends at an administrator.
void EscalationReport::AddChain(uint32_t principal, std::vector<Escalation>& found) {
  if (graph_.StepsToAdmin(principal) < 2) return;
  Escalation entry;
  entry.rule = "PE-900";
  entry.leads_to_admin = true;
  entry.severity = Severity::kCritical;
  for (int32_t at = static_cast<int32_t>(principal); at >= 0;) {
    const auto from = static_cast<uint32_t>(at);
    const ReverseSearch::Step& step = graph_.FirstStep(from);
    if (step.edge == nullptr) break;
    entry.chain.push_back({.from = from, .to = step.target, .edge = step.edge});
    const bool ends_certain =
        step.target < 0 || graph_.IsOrReachesAdmin(static_cast<uint32_t>(step.target));
    const Severity severity = SeverityOf(ends_certain, step.edge->IsCertain(),
                                         step.edge->way->end.part, *step.edge->path);
    if (RankOf(severity) < RankOf(entry.severity)) entry.severity = severity;
    if (!step.edge->IsCertain()) entry.confidence = Confidence::kConditional;
    entry.needs.Add(step.edge->answer.needs);
    entry.abilities.insert(entry.abilities.end(), step.edge->answer.abilities.begin(),
                           step.edge->answer.abilities.end());
    at = step.target;
    if (step.target >= 0) entry.targets.push_back(static_cast<uint32_t>(step.target));
  }
  if (RankOf(entry.severity) < RankOf(Severity::kMedium)) entry.severity = Severity::kMedium;
  found.push_back(std::move(entry));
}

// Services that some role of the account may be passed to, with the actions that take a role there.
const std::vector<EscalationReport::Service>& EscalationReport::Services() {
  if (services_) return *services_;
  services_.emplace();
  std::map<std::string, std::vector<const PassAction*>> all;
  for (const PassAction& action : graph_.inputs().sensitive.passes()) {
    for (const std::string_view service : action.services) {
      all[std::string(service)].push_back(&action);
    }
  }
  for (auto& [name, actions] : all) {
    if (graph_.requirements().trusted().Of(name).empty()) continue;
    services_->push_back({name, std::move(actions)});
  }
  return *services_;
}

// What P may start at the service.
EscalationReport::Launch EscalationReport::LaunchAt(uint32_t principal, const Service& service) {
  Launch launch;
  Requirements& requirements = graph_.requirements();
  for (const PassAction* const action : service.actions) {
    const EscalationTerm term{
        .any_of = {action->action}, .on = TermTarget::kAny, .type = {}, .like = {}};
    if (requirements.IsHopeless(principal, term)) continue;
    const Answer answer = requirements.Ask(principal, term, {});
    if (!answer) continue;
    launch.is_possible = true;
    if (action->pass_class != PassClass::kLimited) continue;
    launch.limited.insert(launch.limited.end(), answer.abilities.begin(), answer.abilities.end());
  }
  return launch;
}

// Roles that P may pass to one service: which of them are wider, and, for PE-904, all of them.
EscalationReport::Passed EscalationReport::PassedTo(uint32_t principal, const Service& service,
                                                    RoleServices& services_of) {
  Passed passed;
  for (const TargetGroup& group : graph_.requirements().PassTo(principal, service.name)) {
    passed.answer = &group.answer;
    for (const uint32_t role : *group.targets) {
      if (role == principal) continue;
      const bool is_full = services_of.size() >= kMostTargets;
      if (is_full && passed.wider.size() >= kMostTargets && role > services_of.rbegin()->first) {
        break;
      }
      if (!is_full || services_of.contains(role)) services_of[role].push_back(service.name);
      if (passed.wider.size() < kMostTargets && graph_.gains().HasMore(principal, role)) {
        passed.wider.push_back(role);
      }
    }
  }
  return passed;
}

void EscalationReport::Tell(Escalation entry, std::string_view rule,
                            std::vector<Escalation>& found) {
  if (entry.targets.empty()) return;
  entry.rule = std::string(rule);
  entry.severity = Severity::kLow;
  entry.confidence = entry.needs.empty() ? Confidence::kCertain : Confidence::kConditional;
  found.push_back(std::move(entry));
}

// PE-901, 902 and 904: roles that P may pass to services, where no path above leads.
void EscalationReport::AddPassing(uint32_t principal,
                                  const std::vector<const EscalationEdge*>& edges,
                                  std::vector<Escalation>& found) {
  const std::optional<ActionId> pass_role =
      graph_.inputs().evaluation.catalog().FindAction("iam:PassRole");
  if (!pass_role) return;
  const EscalationTerm passes{
      .any_of = {*pass_role}, .on = TermTarget::kRole, .type = {}, .like = {}};
  if (graph_.requirements().IsHopeless(principal, passes)) return;
  std::set<std::string_view> used;
  for (const EscalationEdge* const edge : edges) used.insert(edge->service);
  Escalation limited, half, several;
  RoleServices services_of;
  for (const Service& service : Services()) {
    const Passed passed = PassedTo(principal, service, services_of);
    if (passed.answer != nullptr && several.abilities.empty()) {
      several.abilities = passed.answer->abilities;
      several.needs = passed.answer->needs;
    }
    if (passed.wider.empty() || used.contains(service.name)) continue;
    const Launch launch = LaunchAt(principal, service);
    if (launch.is_possible && launch.limited.empty()) continue;
    Escalation& entry = launch.is_possible ? limited : half;
    entry.services.push_back(service.name);
    for (const std::vector<const Ability*>& each : {passed.answer->abilities, launch.limited}) {
      entry.abilities.insert(entry.abilities.end(), each.begin(), each.end());
    }
    std::vector<uint32_t> all;
    std::set_union(entry.targets.begin(), entry.targets.end(), passed.wider.begin(),
                   passed.wider.end(), std::back_inserter(all));
    entry.targets = std::move(all);
    entry.needs.Add(passed.answer->needs);
  }
  if (!limited.targets.empty()) limited.needs.Add("workload");
  Tell(std::move(limited), "PE-901", found);
  Tell(std::move(half), "PE-902", found);
  std::set<std::string> together;
  for (const auto& [role, services] : services_of) {
    if (services.size() < 2) continue;
    several.targets.push_back(role);
    together.insert(services.begin(), services.end());
  }
  several.services.assign(together.begin(), together.end());
  Tell(std::move(several), "PE-904", found);
}

// PE-903: what a policy file would become with iam:PassRole.
void EscalationReport::AddHalfPaths(uint32_t principal, std::vector<Escalation>& found) {
  if (graph_.at(principal).kind != PrincipalKind::kDocument) return;
  Requirements& requirements = graph_.requirements();
  Escalation entry;
  entry.rule = "PE-903";
  entry.severity = Severity::kInfo;
  for (const EscalationPath& path : graph_.inputs().paths) {
    for (const EscalationWay& way : path.ways) {
      if (way.pass.empty()) continue;
      if (requirements.PassSomeRoleTo(principal, way.pass.front())) return;
      Answer answer;
      for (const EscalationTerm& term : way.terms) {
        if (!answer) break;
        if (requirements.IsHopeless(principal, term)) {
          answer.certainty = Certainty::kNo;
        } else {
          answer.And(requirements.Ask(principal, term, {}));
        }
      }
      if (!answer) continue;
      entry.also.push_back(path.id);
      entry.abilities.insert(entry.abilities.end(), answer.abilities.begin(),
                             answer.abilities.end());
      break;
    }
  }
  if (!entry.also.empty()) found.push_back(std::move(entry));
}

}  // namespace iamsift
