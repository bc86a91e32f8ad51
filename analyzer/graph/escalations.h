#pragma once

// What of a principal's edges is worth telling: one entry for each way to be somebody else, with
// the worst of where it leads; ways with one target are told together.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/finding/rule_card.h"
#include "analyzer/graph/escalation_graph.h"

namespace iamsift {

// One hop of a chain.
struct EscalationHop {
  uint32_t from = 0;
  int32_t to = -1;  // -1: `from` makes itself ADMIN
  const EscalationEdge* edge = nullptr;
};

struct Escalation {
  std::string rule;  // PE-211
  Severity severity = Severity::kMedium;
  Confidence confidence = Confidence::kCertain;
  Needs needs;
  std::vector<uint32_t> targets;  // users and roles, ascending; the first of them if many
  size_t further_targets = 0;     // in reach and not listed
  bool leads_to_admin = false;
  std::string service;                    // that a role is passed to
  std::vector<std::string> also;          // ids of further ways to the same
  std::string changed;                    // what P changes on its way, "" for nothing
  std::vector<uint32_t> groups;           // that it goes by; the first of them if many
  std::vector<const Ability*> abilities;  // each requirement's
  std::vector<EscalationHop> chain;       // PE-900
  std::vector<std::string> services;      // PE-901, 902, 904
  const EscalationPath* path = nullptr;   // null for PE-900 and beyond
};

// How bad a way to somebody is. `is_admin`: there, or certainly further on, an administrator is.
Severity SeverityOfWay(bool is_admin, const EscalationEdge& edge);

class EscalationReport {
 public:
  explicit EscalationReport(EscalationGraph& graph) : graph_(graph) {}

  // Of a principal that is no administrator, in order of the rules.
  std::vector<Escalation> Of(uint32_t principal);

 private:
  void AddOwnGains(uint32_t principal, const std::vector<const EscalationEdge*>& edges,
                   std::vector<Escalation>& found);
  bool GivesMore(const EscalationEdge& edge, uint32_t principal, uint32_t target);
  void AddTargets(uint32_t principal, const std::vector<const EscalationEdge*>& edges,
                  std::vector<Escalation>& found);
  void AddGrouped(uint32_t principal, const std::vector<const EscalationEdge*>& edges,
                  std::vector<Escalation>& found);
  void AddChain(uint32_t principal, std::vector<Escalation>& found);
  void AddPassing(uint32_t principal, const std::vector<const EscalationEdge*>& edges,
                  std::vector<Escalation>& found);
  struct Service {
    std::string name;
    std::vector<const PassAction*> actions;
  };
  struct Launch {
    bool is_possible = false;
    std::vector<const Ability*> limited;  // of actions that do fixed things with a role
  };
  struct Passed {
    const Answer* answer = nullptr;
    std::vector<uint32_t> wider;  // roles that hold more than P
  };
  using RoleServices = std::map<uint32_t, std::vector<std::string>>;  // that each may be passed to
  const std::vector<Service>& Services();
  Launch LaunchAt(uint32_t principal, const Service& service);
  Passed PassedTo(uint32_t principal, const Service& service, RoleServices& services_of);
  static void Tell(Escalation entry, std::string_view rule, std::vector<Escalation>& found);
  void AddHalfPaths(uint32_t principal, std::vector<Escalation>& found);

  EscalationGraph& graph_;
  std::optional<std::vector<Service>> services_;  // made when first asked for
};

}  // namespace iamsift
