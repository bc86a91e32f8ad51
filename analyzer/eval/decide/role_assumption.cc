#include "analyzer/eval/decide/role_assumption.h"

#include <algorithm>
#include <memory>
#include <set>

#include "analyzer/base/text.h"
#include "analyzer/eval/decide/statement_match.h"

namespace iamsift {
namespace {

using Kind = PrincipalPattern::Kind;

constexpr std::string_view kAssumeRole = "sts:AssumeRole";

bool Allows(const DecisionDocument& document, const Question& question) {
  return std::any_of(document.statements.begin(), document.statements.end(),
                     [&](const DecisionStatement& statement) {
                       return statement.effect == Effect::kAllow &&
                              MatchesAction(statement, question);
                     });
}

bool MayAsk(const CallerSide& side, const Question& question) {
  return std::any_of(side.identity.begin(), side.identity.end(), [&](const LayerPolicy& policy) {
    return !policy.IsKnown() || Allows(*policy.document, question);
  });
}

// By which call somebody of that kind comes in.
std::string_view ActionFor(const PrincipalPattern& entry) {
  if (entry.kind != Kind::kFederated) return kAssumeRole;
  const bool is_saml = entry.text.find(":saml-provider/") != std::string_view::npos;
  return is_saml ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity";
}

// The name by which to ask for the entry; a whole account is asked for by one of its users.
std::string CallerNameOf(const PrincipalPattern& entry) {
  if (entry.kind == Kind::kEveryone) return "anonymous";
  if (entry.kind == Kind::kAccount) {
    return Concat({"arn:aws:iam::", entry.account, ":user/any-principal"});
  }
  return std::string(entry.text);
}

// Whom Allows of the policy name beyond the accounts at hand, each once.
std::vector<PrincipalPattern> OutsidersIn(const Estate& estate, const DecisionDocument& policy) {
  std::vector<PrincipalPattern> outsiders;
  std::set<std::string_view> seen;
  for (const DecisionStatement& statement : policy.statements) {
    if (statement.effect != Effect::kAllow || statement.written->principals.is_negated) continue;
    for (const PrincipalPattern& entry : statement.principals) {
      const bool is_nobody = entry.kind == Kind::kNobody || entry.kind == Kind::kUniqueId ||
                             entry.kind == Kind::kCanonicalUser;
      if (is_nobody || estate.Holds(entry.account) || !seen.insert(entry.text).second) continue;
      outsiders.push_back(entry);
    }
  }
  return outsiders;
}

void AddEntrance(Estate& estate, const PrincipalPattern& entry, const AskedRequest& request,
                 std::span<const ContextAssumption> assumed, std::vector<RoleEntrance>& entrances) {
  const std::unique_ptr<CallerSide> side = estate.SideOfCaller(CallerNameOf(entry));
  Formula formula;
  const Decision decision = estate.Decide(*side, request, assumed, Logic(&formula), nullptr);
  const bool is_conditional = decision.verdict == Verdict::kConditional;
  if (decision.verdict != Verdict::kAllowed && !is_conditional) return;
  entrances.push_back({std::string(entry.text), std::string(request.action.text()), is_conditional,
                       is_conditional ? formula.ToText(decision.residual) : ""});
}

}  // namespace

const std::vector<PrincipalRef>& RoleAssumption::Askers() {
  if (knows_askers_) return askers_;
  knows_askers_ = true;
  const AskedAction action(kAssumeRole);
  Question question;
  question.SetAction(action);
  for (const PrincipalRef ref : estate_.Principals()) {
    if (MayAsk(estate_.SideOf(ref), question)) askers_.push_back(ref);
  }
  return askers_;
}

// Those who ask for roles at all, and those whom the trust policy names itself.
std::vector<PrincipalRef> RoleAssumption::CandidatesFor(const DecisionDocument& trust) {
  std::set<PrincipalRef> candidates;
  for (const DecisionStatement& statement : trust.statements) {
    if (statement.effect != Effect::kAllow) continue;
    const bool is_negated = statement.written->principals.is_negated;
    for (const PrincipalPattern& entry : statement.principals) {
      if (entry.kind == Kind::kEveryone || is_negated) return estate_.Principals();
      const std::optional<PrincipalRef> named = estate_.Find(entry.text);
      if (named) candidates.insert(*named);
      if (entry.kind == Kind::kSession || entry.kind == Kind::kUniqueId) {
        return estate_.Principals();
      }
    }
  }
  candidates.insert(Askers().begin(), Askers().end());
  return {candidates.begin(), candidates.end()};
}

std::vector<AssumptionEdge> RoleAssumption::EdgesInto(PrincipalRef role,
                                                      std::span<const ContextAssumption> assumed) {
  std::vector<AssumptionEdge> edges;
  const Principal& target = estate_.at(role);
  if (target.kind != PrincipalKind::kRole || !target.trust) return edges;
  const AskedRequest request = estate_.Ask(kAssumeRole, target.arn, nullptr);
  const DecisionDocument* trust = estate_.DocumentOf(role.account, target.trust->document);
  for (const PrincipalRef from : CandidatesFor(*trust)) {
    CallerSide& side = estate_.SideOf(from);
    const Verdict verdict = estate_.Decide(side, request, assumed, Logic(nullptr), nullptr).verdict;
    if (verdict == Verdict::kAllowed)
      edges.push_back({.from = from, .role = role, .condition = {}});
    if (verdict != Verdict::kConditional) continue;
    Formula formula;
    const Decision decision = estate_.Decide(side, request, assumed, Logic(&formula), nullptr);
    edges.push_back({from, role, true, formula.ToText(decision.residual)});
  }
  return edges;
}

std::vector<RoleEntrance> RoleAssumption::EntrancesOf(PrincipalRef role,
                                                      std::span<const ContextAssumption> assumed) {
  std::vector<RoleEntrance> entrances;
  const Principal& target = estate_.at(role);
  if (target.kind != PrincipalKind::kRole || !target.trust) return entrances;
  const DecisionDocument* trust = estate_.DocumentOf(role.account, target.trust->document);
  for (const PrincipalPattern& entry : OutsidersIn(estate_, *trust)) {
    const AskedRequest request = estate_.Ask(ActionFor(entry), target.arn, nullptr);
    AddEntrance(estate_, entry, request, assumed, entrances);
  }
  return entrances;
}

std::vector<RoleEntrance> OutsidersNamedIn(Estate& estate, const DecisionDocument& policy,
                                           const AskedRequest& request,
                                           std::span<const ContextAssumption> assumed) {
  std::vector<RoleEntrance> outsiders;
  for (const PrincipalPattern& entry : OutsidersIn(estate, policy)) {
    AddEntrance(estate, entry, request, assumed, outsiders);
  }
  return outsiders;
}

}  // namespace iamsift
