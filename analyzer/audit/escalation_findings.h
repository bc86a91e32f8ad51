#pragma once

// Escalations as findings: what each requirement is granted by, whom it leads to, and the request
// that shows it.

#include <map>
#include <span>
#include <vector>

#include "analyzer/audit/ability_evidence.h"
#include "analyzer/audit/closing_choice.h"
#include "analyzer/audit/rule.h"
#include "analyzer/graph/escalations.h"

namespace iamsift {

class EscalationFindings {
 public:
  // All must outlive it. Rules that the graph finds are looked up by id; others are passed over.
  EscalationFindings(EscalationGraph& graph, std::span<const Rule* const> rules,
                     const Assembler& assembler, const std::vector<Occurrence>& occurrences);

  // Principals of whom the same is true share a finding. The graph lets go of whom was told: it
  // answers no more questions about their edges.
  void AddTo(Findings& findings);

 private:
  struct Told {
    Escalation escalation;
    std::vector<int32_t> affected;
  };

  void AddOf(std::span<const uint32_t> principals, Findings& findings);  // of one subject
  Finding FindingOf(const Told& told) const;
  Hit HitOf(const RuleCard& card, const Told& told) const;
  void AddEvidence(const Escalation& escalation, Finding& finding) const;

  EscalationGraph& graph_;
  EscalationReport report_;
  std::map<std::string_view, const RuleCard*> cards_;
  const Assembler& assembler_;
  AbilityEvidence evidence_;
  ClosingChoice closings_;
};

}  // namespace iamsift
