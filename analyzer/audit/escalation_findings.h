#pragma once

// Escalations as findings: what each requirement is granted by, whom it leads to, and the request
// that shows it.

#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
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

  // Principals of whom the same is true share a finding.
  void AddTo(Findings& findings);
  // What the findings say closes them; to be kept for as long as they are.
  std::list<Closing> ReleaseClosings() { return closings_.Release(); }

 private:
  struct Told {
    Escalation escalation;
    std::vector<int32_t> affected;
  };

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
