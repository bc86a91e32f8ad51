#include "analyzer/audit/escalation_findings.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "analyzer/audit/escalation_words.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr size_t kTrustsShown = 3;

// All that makes escalations of one subject's principals one finding.
std::string ShapeOf(const Escalation& found) {
  std::string shape =
      Concat({found.rule, " ", found.changed, " ", found.service, " ", Join(found.also, ","), " ",
              Join(found.needs, ","), " ", SeverityName(found.severity)});
  for (const uint32_t target : found.targets) shape += Concat({" ", std::to_string(target)});
  for (const EscalationHop& hop : found.chain) {
    shape += Concat({" >", hop.edge->path->id, std::to_string(hop.to)});
  }
  return shape;
}

}  // namespace

EscalationFindings::EscalationFindings(EscalationGraph& graph, std::span<const Rule* const> rules,
                                       const Assembler& assembler,
                                       const std::vector<Occurrence>& occurrences)
    : graph_(graph),
      report_(graph),
      cards_(EscalationCards(rules)),
      assembler_(assembler),
      evidence_(graph, assembler, occurrences),
      closings_(graph, assembler, evidence_) {}

void EscalationFindings::AddTo(Findings& findings) {
  graph_.ForEachSubject([&](std::span<const uint32_t> principals) {
    AddOf(principals, findings);
    closings_.Forget();
    graph_.LetGo(principals);
  });
}

void EscalationFindings::AddOf(std::span<const uint32_t> principals, Findings& findings) {
  std::map<std::string, Told> told;  // by shape
  for (const uint32_t p : principals) {
    for (Escalation& found : report_.Of(p)) {
      if (!cards_.contains(found.rule)) continue;
      const auto [entry, is_new] = told.try_emplace(ShapeOf(found));
      if (is_new) entry->second.escalation = std::move(found);
      entry->second.affected.push_back(static_cast<int32_t>(p));
    }
  }
  for (const auto& [shape, each] : told) {
    Finding& finding = findings.emplace_back(FindingOf(each));
    assembler_.Share(finding);
    finding.closing = closings_.Of(each.escalation, each.affected);
  }
}

void EscalationFindings::AddEvidence(const Escalation& escalation, Finding& finding) const {
  finding.evidence.clear();
  std::set<std::string> seen;
  const auto add = [&](Evidence evidence) {
    if (seen.insert(Concat({evidence.text, evidence.place.json_pointer})).second) {
      finding.evidence.push_back(std::move(evidence));
    }
  };
  for (const EscalationHop& hop : escalation.chain) {
    for (const Ability* const ability : hop.edge->answer.abilities) {
      add(evidence_.OfStep(*ability, graph_.at(hop.from)));
    }
  }
  if (escalation.chain.empty()) {
    for (const Ability* const ability : escalation.abilities) add(evidence_.Of(*ability));
  }
  const size_t shown = std::min(kTrustsShown, escalation.targets.size());
  for (size_t i = 0; i < shown; ++i) {
    const Principal& target = graph_.at(escalation.targets[i]);
    if (!target.trust) continue;
    const Occurrence* const occurrence = evidence_.OccurrenceOf(&*target.trust);
    if (occurrence == nullptr) continue;
    finding.evidence.push_back({EvidenceRole::kTrusts, assembler_.PlaceOf(*occurrence, ElementAt{}),
                                Concat({"trust policy of ", target.name})});
  }
}

Hit EscalationFindings::HitOf(const RuleCard& card, const Told& told) const {
  const Escalation& found = told.escalation;
  const auto principal = static_cast<uint32_t>(told.affected.front());
  Hit hit;
  hit.card = &card;
  hit.severity = found.severity;
  hit.confidence = found.confidence;
  hit.assumptions = found.needs.list();
  hit.message = MessageOf(graph_, principal, found);
  hit.title = TitleOf(graph_, principal, found);
  hit.also = found.also;
  evidence_.AddActions(found.abilities, hit.actions);
  for (const uint32_t target : found.targets) {
    hit.resources.emplace_back(graph_.at(target).arn);
  }
  const std::vector<Group>& groups = graph_.inputs().evaluation.account().groups;
  for (const uint32_t group : found.groups) hit.resources.emplace_back(groups[group].arn);
  // Of a chain, the first step: that is the principal's own.
  const std::vector<const Ability*>& abilities =
      found.chain.empty() ? found.abilities : found.chain.front().edge->answer.abilities;
  hit.witness = evidence_.WitnessOfLast(graph_.at(principal), abilities);
  hit.discriminator = Concat({graph_.at(principal).arn, "|", Join(hit.resources, " "), "|",
                              found.service, "|", found.changed});
  return hit;
}

Finding EscalationFindings::FindingOf(const Told& told) const {
  const Escalation& found = told.escalation;
  const auto principal = static_cast<uint32_t>(told.affected.front());
  Hit hit = HitOf(*cards_.at(found.rule), told);
  const AbilityEvidence::GrantPlace grant = evidence_.FirstGrantOf(found.abilities);
  const Principal& subject = graph_.at(principal);
  if (grant.occurrence == nullptr) {
    hit.place = subject.place;
    hit.subject = &subject;
    Finding finding = assembler_.FromPlaceHit(hit, told.affected);
    AddEvidence(found, finding);
    if (finding.evidence.empty()) {
      finding.evidence.push_back({EvidenceRole::kTrusts, finding.place, finding.subject});
    }
    return finding;
  }
  hit.at = grant.at;
  Finding finding = assembler_.FromDocumentHit(hit, *grant.occurrence, told.affected);
  const bool is_one = told.affected.size() == 1;
  finding.principal =
      is_one ? assembler_.GlobalIndex(told.affected.front()) : static_cast<int32_t>(kNoPrincipal);
  if (is_one && !subject.arn.empty()) finding.subject = std::string(subject.arn);
  AddEvidence(found, finding);
  return finding;
}

}  // namespace iamsift
