#pragma once

// What a finding tells of abilities: where in the inputs they come from (the written action of the
// statement that grants each), which actions they take, and a request that shows them.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/audit/assemble.h"
#include "analyzer/audit/rule.h"
#include "analyzer/graph/escalation_graph.h"

namespace iamsift {

// The cards of rules that the graph decides, by id.
std::map<std::string_view, const RuleCard*> EscalationCards(std::span<const Rule* const> rules);

class AbilityEvidence {
 public:
  using Abilities = std::vector<const Ability*>;

  // All must outlive it. Abilities are the graph's.
  AbilityEvidence(EscalationGraph& graph, const Assembler& assembler,
                  const std::vector<Occurrence>& occurrences);

  // *passes* for iam:PassRole, else *grants*.
  Evidence Of(const Ability& ability) const;
  // The same as one step of several, which differ in who takes them.
  Evidence OfStep(const Ability& ability, const Principal& who) const;

  // The first grant that stands in an input; null where none does.
  struct GrantPlace {
    const Occurrence* occurrence = nullptr;
    ElementAt at = {};
  };
  GrantPlace FirstGrantOf(const Abilities& abilities) const;

  // Adds their actions, each once.
  void AddActions(const Abilities& abilities, std::vector<std::string>& actions) const;
  // The request for the last of them, if there is one.
  std::optional<Witness> WitnessOfLast(const Principal& who, const Abilities& abilities) const;

  // The document's occurrence; null for one that no input holds.
  const Occurrence* OccurrenceOf(const PolicyText* text) const;

 private:
  GrantPlace GrantPlaceOf(const AbilityDetail& detail) const;
  ElementAt AtGrant(const AppliedStatement& grant, std::string_view action) const;

  EscalationGraph& graph_;
  const Assembler& assembler_;
  absl::flat_hash_map<const PolicyText*, const Occurrence*> by_text_;
};

}  // namespace iamsift
