#include "analyzer/audit/ability_evidence.h"

#include "analyzer/base/text.h"
#include "analyzer/match/unlisted_actions.h"

namespace iamsift {

AbilityEvidence::AbilityEvidence(const Account& account, const Assembler& assembler,
                                 const std::vector<Occurrence>& occurrences)
    : account_(account), assembler_(assembler) {
  for (const Occurrence& occurrence : occurrences) by_text_[occurrence.text] = &occurrence;
}

const Occurrence* AbilityEvidence::OccurrenceOf(const PolicyText* text) const {
  const auto found = by_text_.find(text);
  return found == by_text_.end() ? nullptr : found->second;
}

ElementAt AbilityEvidence::AtGrant(const AppliedStatement& grant, std::string_view action) const {
  const PolicyDocument& document = account_.documents.at(grant.policy.text->document);
  const Statement& statement = *grant.statement->written;
  int item = -1;
  for (size_t i = 0; i < statement.actions.items.size() && !statement.actions.is_negated; ++i) {
    if (!GlobMatchesIgnoreCase(statement.actions.items[i].text, action)) continue;
    item = static_cast<int>(i);
    break;
  }
  return AtAction(document, statement, item);
}

Evidence AbilityEvidence::Of(const AbilityDetail& ability) const {
  Evidence evidence;
  const bool passes = ability.action == "iam:PassRole";
  evidence.role = passes ? EvidenceRole::kPasses : EvidenceRole::kGrants;
  evidence.text = Concat({ability.action, " on ", ability.resource});
  for (const AppliedStatement& grant : ability.grants) {
    const Occurrence* const occurrence = OccurrenceOf(grant.policy.text);
    if (occurrence == nullptr) continue;
    evidence.place = PlaceOf(*occurrence, AtGrant(grant, ability.action));
    break;
  }
  return evidence;
}

Evidence AbilityEvidence::OfStep(const AbilityDetail& ability, const Principal& who) const {
  Evidence evidence = Of(ability);
  evidence.text += Concat({" as ", who.arn.empty() ? who.name : who.arn});
  return evidence;
}

}  // namespace iamsift
