#include "analyzer/audit/together.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// Trust rules that say that somebody outside the account comes in. TR-024 and TR-028 say that
// nobody does.
bool LetsOutsidersIn(const Finding& finding) {
  const std::string_view id = finding.card->id;
  const bool is_open = id >= "TR-001" && id <= "TR-006";
  const bool is_loose_identity = id >= "TR-021" && id <= "TR-034";
  const bool lets_nobody_in = id == "TR-024" || id == "TR-028";
  return (is_open || is_loose_identity) && !lets_nobody_in && RankOf(finding.severity) > 0;
}

bool IsOfFamily(const Finding& finding, std::string_view family) {
  return finding.card->id.starts_with(family);
}

const RuleCard* CardOf(std::span<const Rule* const> rules, std::string_view id) {
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&](const Rule* rule) { return rule->card.id == id; });
  return found == rules.end() ? nullptr : &(*found)->card;
}

// OB-013: the attached policy also gives a way up, or shares resources.
void RaiseBroadPolicies(Findings& findings) {
  std::set<std::string_view> dangerous;
  for (const Finding& finding : findings) {
    const bool counts =
        (IsOfFamily(finding, "PE-") || IsOfFamily(finding, "XP-")) && RankOf(finding.severity) > 0;
    if (counts) dangerous.insert(finding.policy.owner);
  }
  for (Finding& finding : findings) {
    if (finding.card->id == "OB-013" && dangerous.contains(finding.policy.owner)) {
      finding.severity = Severity::kHigh;
    }
  }
}

// PE-905, one for each role, at the trust statement that is worst: one by which somebody surely
// comes in before one that hangs on something.
Findings AdminsReachedFromOutside(const EscalationGraph& graph, const RuleCard& card,
                                  const Assembler& assembler, const Findings& findings) {
  std::map<int32_t, std::vector<const Finding*>> by_role;
  for (const Finding& finding : findings) {
    const int32_t role = assembler.LocalIndex(finding.principal);
    if (role < 0 || !LetsOutsidersIn(finding)) continue;
    if (graph.IsOrReachesAdmin(static_cast<uint32_t>(role))) by_role[role].push_back(&finding);
  }
  Findings reached;
  for (const auto& [role, ways] : by_role) {
    const Principal& principal = graph.at(static_cast<uint32_t>(role));
    const Finding& worst =
        **std::max_element(ways.begin(), ways.end(), [](const Finding* a, const Finding* b) {
          const auto rank = [](const Finding* finding) {
            return std::pair(finding->confidence == Confidence::kCertain,
                             RankOf(finding->severity));
          };
          return rank(a) < rank(b);
        });
    Hit hit;
    hit.card = &card;
    hit.severity = Severity::kCritical;
    hit.confidence = worst.confidence;
    hit.assumptions = worst.assumptions.Strings();
    hit.message = Concat({"Somebody outside the account can take role `", principal.name,
                          graph.IsAdmin(static_cast<uint32_t>(role))
                              ? "`, an administrator"
                              : "`, which can make itself an administrator",
                          " (", worst.card->id, ")."});
    for (const Finding* const way : ways) {
      const std::string id(way->card->id);
      if (std::find(hit.also.begin(), hit.also.end(), id) == hit.also.end()) hit.also.push_back(id);
    }
    std::sort(hit.also.begin(), hit.also.end());
    hit.subject = &principal;
    hit.place = principal.place;
    hit.discriminator = std::string(principal.arn);
    Finding& finding = reached.emplace_back(assembler.FromPlaceHit(hit, {role}));
    finding.place = worst.place;
    finding.evidence = worst.evidence;
  }
  return reached;
}

// HY-001: an idle role is more than untidy when it is worth taking.
void RaiseIdleRoles(Findings& findings) {
  std::set<int32_t> reached;
  for (const Finding& finding : findings) {
    if (finding.card->id == "PE-905") reached.insert(finding.principal);
  }
  for (Finding& finding : findings) {
    if (finding.card->id == "HY-001" && reached.contains(finding.principal)) {
      finding.severity = Severity::kMedium;
    }
  }
}

}  // namespace

void JudgeTogether(const EscalationGraph* graph, std::span<const Rule* const> rules,
                   const Assembler& assembler, Findings& findings) {
  RaiseBroadPolicies(findings);
  const RuleCard* const card = CardOf(rules, "PE-905");
  if (card != nullptr && graph != nullptr) {
    Findings reached = AdminsReachedFromOutside(*graph, *card, assembler, findings);
    std::move(reached.begin(), reached.end(), std::back_inserter(findings));
  }
  RaiseIdleRoles(findings);
}

}  // namespace iamsift
