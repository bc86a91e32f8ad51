#include "analyzer/audit/ability_evidence.h"

#include <algorithm>

#include "analyzer/base/text.h"
#include "analyzer/match/unlisted_actions.h"

namespace iamsift {

std::map<std::string_view, const RuleCard*> EscalationCards(std::span<const Rule* const> rules) {
  std::map<std::string_view, const RuleCard*> cards;
  for (const Rule* const rule : rules) {
    if (std::holds_alternative<CheckEscalation>(rule->check)) cards[rule->card.id] = &rule->card;
  }
  return cards;
}

AbilityEvidence::AbilityEvidence(EscalationGraph& graph, const Assembler& assembler,
                                 const std::vector<Occurrence>& occurrences)
    : graph_(graph), assembler_(assembler) {
  for (const Occurrence& occurrence : occurrences) by_text_[occurrence.text] = &occurrence;
}

const Occurrence* AbilityEvidence::OccurrenceOf(const PolicyText* text) const {
  const auto found = by_text_.find(text);
  return found == by_text_.end() ? nullptr : found->second;
}

ElementAt AbilityEvidence::AtGrant(const AppliedStatement& grant, std::string_view action) const {
  const Account& account = graph_.inputs().evaluation.account();
  const PolicyDocument& document = account.documents.at(grant.policy.text->document);
  const Statement& statement = *grant.statement->written;
  int item = -1;
  for (size_t i = 0; i < statement.actions.items.size() && !statement.actions.is_negated; ++i) {
    if (!GlobMatchesIgnoreCase(statement.actions.items[i].text, action)) continue;
    item = static_cast<int>(i);
    break;
  }
  return AtAction(document, statement, item);
}

AbilityEvidence::GrantPlace AbilityEvidence::GrantPlaceOf(const AbilityDetail& detail) const {
  for (const AppliedStatement& grant : detail.grants) {
    const Occurrence* const occurrence = OccurrenceOf(grant.policy.text);
    if (occurrence != nullptr) return {occurrence, AtGrant(grant, detail.action)};
  }
  return {};
}

AbilityEvidence::GrantPlace AbilityEvidence::FirstGrantOf(const Abilities& abilities) const {
  for (const Ability* const ability : abilities) {
    const GrantPlace place = GrantPlaceOf(graph_.DetailOf(*ability));
    if (place.occurrence != nullptr) return place;
  }
  return {};
}

Evidence AbilityEvidence::Of(const Ability& ability) const {
  const AbilityDetail& detail = graph_.DetailOf(ability);
  Evidence evidence;
  const bool passes = detail.action == "iam:PassRole";
  evidence.role = passes ? EvidenceRole::kPasses : EvidenceRole::kGrants;
  evidence.text = Concat({detail.action, " on ", detail.resource});
  const GrantPlace place = GrantPlaceOf(detail);
  if (place.occurrence != nullptr) {
    evidence.place = assembler_.PlaceOf(*place.occurrence, place.at);
  }
  return evidence;
}

Evidence AbilityEvidence::OfStep(const Ability& ability, const Principal& who) const {
  Evidence evidence = Of(ability);
  evidence.text = Concat({evidence.text, " as ", who.arn.empty() ? who.name : who.arn});
  return evidence;
}

void AbilityEvidence::AddActions(const Abilities& abilities,
                                 std::vector<std::string>& actions) const {
  for (const Ability* const ability : abilities) {
    const std::string_view action = graph_.DetailOf(*ability).action;
    if (std::ranges::count(actions, action) == 0) actions.emplace_back(action);
  }
}

std::optional<Witness> AbilityEvidence::WitnessOfLast(const Principal& who,
                                                      const Abilities& abilities) const {
  if (abilities.empty() || !abilities.back()->has_witness) return std::nullopt;
  return WitnessOf(who, graph_.DetailOf(*abilities.back()));
}

}  // namespace iamsift
