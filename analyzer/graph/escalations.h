#pragma once

// What of a principal's edges is worth telling: one entry for each way to be somebody else, with
// the worst of where it leads; ways with one target are told together.

#include <cstdint>
#include <string>
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
  std::vector<std::string> needs;
  std::vector<uint32_t> targets;  // users and roles, ascending; the first of them if many
  size_t further_targets = 0;     // in reach and not listed
  bool leads_to_admin = false;
  std::string service;                    // that a role is passed to
  std::vector<std::string> also;          // ids of further ways to the same
  std::string changed;                    // what P changes on its way, "" for nothing
  std::vector<const Ability*> abilities;  // each requirement's
  std::vector<EscalationHop> chain;       // PE-900
  std::vector<std::string> services;      // PE-901, 902, 904
  const EscalationPath* path = nullptr;   // null for PE-900 and beyond
};

class EscalationReport {
 public:
  explicit EscalationReport(EscalationGraph& graph) : graph_(graph) {}

  // Of a principal that is no administrator, in order of the rules.
  std::vector<Escalation> Of(uint32_t principal);

 private:
  void AddOwnGains(uint32_t principal, const std::vector<const EscalationEdge*>& edges,
                   std::vector<Escalation>& found);
  void AddTargets(uint32_t principal, const std::vector<const EscalationEdge*>& edges,
                  std::vector<Escalation>& found);
  void AddGrouped(uint32_t principal, const std::vector<const EscalationEdge*>& edges,
                  std::vector<Escalation>& found);
  void AddChain(uint32_t principal, std::vector<Escalation>& found);
  void AddPassing(uint32_t principal, const std::vector<const EscalationEdge*>& edges,
                  std::vector<Escalation>& found);
  void AddHalfPaths(uint32_t principal, std::vector<Escalation>& found);

  EscalationGraph& graph_;
  std::vector<std::string> services_;  // that some role of the account may be passed to
  bool knows_services_ = false;
};

}  // namespace iamsift
