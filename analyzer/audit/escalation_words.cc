#include "analyzer/audit/escalation_words.h"

#include <algorithm>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr size_t kNamed = 3;  // targets by name; the others are counted

std::string_view KindOf(const Principal& principal) {
  if (principal.kind == PrincipalKind::kUser) return "user";
  return principal.kind == PrincipalKind::kRole ? "role" : "whoever holds";
}

std::string TargetsOf(const EscalationGraph& graph, const Escalation& found) {
  std::vector<std::string> names;
  const size_t named = std::min(kNamed, found.targets.size());
  for (size_t i = 0; i < named; ++i) names.push_back(NameWithKind(graph.at(found.targets[i])));
  // Of administrators all are known; of others those beyond the list were not compared with P.
  const size_t more = found.targets.size() - named;
  const size_t others = more + (found.leads_to_admin ? found.further_targets : 0);
  std::string text = Join(names, ", ");
  if (others > 0) text += Concat({" and ", Thousands(others), others == 1 ? " other" : " others"});
  if (!found.leads_to_admin && found.further_targets > 0) {
    text += Concat({" (", Thousands(found.further_targets), " more in reach, not compared)"});
  }
  return text;
}

// Where it arrives, as the end of "P can …".
std::string GoalOf(const EscalationGraph& graph, const Escalation& found) {
  if (!found.targets.empty()) {
    const bool is_one = found.targets.size() + found.further_targets == 1;
    const std::string_view what = found.leads_to_admin
                                      ? (is_one ? ", an administrator" : ", all administrators")
                                      : (is_one ? ", which may do more" : ", which may do more");
    const bool is_of_service = found.path != nullptr && !found.service.empty() &&
                               found.path->ways.front().end.part == EdgePart::kService;
    return Concat({"act as ", TargetsOf(graph, found), what,
                   is_of_service ? Concat({" in ", found.service}) : std::string()});
  }
  if (found.path != nullptr && found.path->ways.front().end.to == EdgeTarget::kOutside) {
    return "reach beyond its account";
  }
  if (found.leads_to_admin) return "make itself an administrator";
  if (!found.changed.empty()) return Concat({"get more rights by way of ", found.changed});
  if (found.path->ways.front().end.to == EdgeTarget::kSelfChanged) return "lift what limits it";
  if (!found.service.empty()) return Concat({"act as any role that trusts ", found.service});
  const TermTarget on = found.path->ways.front().terms.front().on;
  if (on == TermTarget::kUser) return "take over other users of the account";
  if (on == TermTarget::kRole) return "take over roles of the account";
  return "act as the role of an existing workload";
}

std::string ChainText(const EscalationGraph& graph, const Escalation& found) {
  std::string text;
  for (const EscalationHop& hop : found.chain) {
    text += Concat({text.empty() ? "" : ", then ", hop.edge->path->id});
    text += hop.to >= 0 ? Concat({" to ", NameWithKind(graph.at(static_cast<uint32_t>(hop.to)))})
                        : std::string(" to make itself an administrator");
  }
  return text;
}

}  // namespace

std::string Capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

std::string NameWithKind(const Principal& principal) {
  return Concat({KindOf(principal), " `", principal.name, "`"});
}

std::string MessageOf(const EscalationGraph& graph, uint32_t principal, const Escalation& found) {
  const std::string who = Capital(NameWithKind(graph.at(principal)));
  if (found.rule == "PE-900") {
    return Concat({who, " becomes an administrator in ", Counted(found.chain.size(), "step"), ": ",
                   ChainText(graph, found), "."});
  }
  if (found.rule == "PE-901") {
    return Concat({who, " can pass ", TargetsOf(graph, found), " to ", Join(found.services, ", "),
                   ", which would do fixed things with more rights."});
  }
  if (found.rule == "PE-902") {
    return Concat({who, " can pass ", TargetsOf(graph, found), " to ", Join(found.services, ", "),
                   ", and lacks only an action that starts something there."});
  }
  if (found.rule == "PE-903") {
    return Concat(
        {"With iam:PassRole beside it, the policy would open ", Join(found.also, ", "), "."});
  }
  if (found.rule == "PE-904") {
    return Concat({who, " can pass ", TargetsOf(graph, found),
                   " to several services: ", Join(found.services, ", "), "."});
  }
  return Concat({who, " can ", GoalOf(graph, found), "."});
}

std::string TitleOf(const EscalationGraph& graph, uint32_t principal, const Escalation& found) {
  if (found.path != nullptr) return found.path->title;
  const std::string who = Capital(std::string(KindOf(graph.at(principal))));
  if (found.rule != "PE-900") return "";
  return Concat({who, " ", graph.at(principal).name, " becomes an administrator in ",
                 Counted(found.chain.size(), "step")});
}

}  // namespace iamsift
