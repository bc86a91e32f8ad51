#include "analyzer/eval/decide/role_assumption.h"

#include <algorithm>
#include <memory>
#include <set>

#include "analyzer/base/text.h"
#include "analyzer/eval/decide/named_resources.h"

namespace iamsift {
namespace {

using Kind = PrincipalPattern::Kind;

constexpr std::string_view kAssumeRole = "sts:AssumeRole";

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
    if (statement.effect != Effect::kAllow) continue;
    // All but those listed: everyone else, who is asked for without a name.
    if (statement.written->principals.is_negated) {
      if (seen.insert("*").second) outsiders.push_back({.kind = Kind::kEveryone, .text = "*"});
      continue;
    }
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

void RoleAssumption::AddAsker(PrincipalRef ref, const AskedAction& action,
                              absl::flat_hash_map<std::string_view, size_t>& patterns) {
  const auto add = [&](std::vector<PrincipalRef>& who) {
    if (who.empty() || who.back() != ref) who.push_back(ref);
  };
  const NamedResources named = ResourcesNamedFor(estate_.SideOf(ref), action);
  if (named.may_be_any) add(askers_->always);
  for (const ResourcePattern* const pattern : named.patterns) {
    if (!pattern->has_wildcard) {
      add(askers_->by_arn[pattern->text]);
      continue;
    }
    const auto [known, is_new] = patterns.try_emplace(pattern->text, askers_->by_pattern.size());
    if (is_new) askers_->by_pattern.push_back({pattern, {}});
    add(askers_->by_pattern[known->second].who);
  }
}

const RoleAssumption::Askers& RoleAssumption::AllAskers() {
  if (askers_) return *askers_;
  askers_.emplace();
  const AskedAction action(kAssumeRole);
  absl::flat_hash_map<std::string_view, size_t> patterns;
  for (const PrincipalRef ref : estate_.Principals()) AddAsker(ref, action, patterns);
  return *askers_;
}

// Those whom the trust policy names, and, where it leaves the choice to an account, those who ask.
std::vector<PrincipalRef> RoleAssumption::CandidatesFor(std::string_view role_arn,
                                                        const DecisionDocument& trust) {
  if (!trust.is_known) return estate_.Principals();  // it may name anybody
  std::vector<PrincipalRef> candidates;
  bool asks_accounts = false;
  for (const DecisionStatement& statement : trust.statements) {
    if (statement.effect != Effect::kAllow) continue;
    for (const PrincipalPattern& entry : statement.principals) {
      const bool is_open = entry.kind == Kind::kEveryone || entry.kind == Kind::kSession ||
                           entry.kind == Kind::kUniqueId ||
                           statement.written->principals.is_negated;
      if (is_open) return estate_.Principals();
      asks_accounts |= entry.kind == Kind::kAccount && estate_.Holds(entry.account);
      const std::optional<PrincipalRef> named = estate_.Find(entry.text);
      if (named) candidates.push_back(*named);
    }
  }
  if (asks_accounts) {
    const auto add = [&](const std::vector<PrincipalRef>& who) {
      candidates.insert(candidates.end(), who.begin(), who.end());
    };
    const Askers& askers = AllAskers();
    add(askers.always);
    const auto by_arn = askers.by_arn.find(role_arn);
    if (by_arn != askers.by_arn.end()) add(by_arn->second);
    for (const PatternAskers& asking : askers.by_pattern) {
      if (MatchesArn(*asking.pattern, role_arn)) add(asking.who);
    }
  }
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  return candidates;
}

std::vector<AssumptionEdge> RoleAssumption::EdgesInto(
    PrincipalRef role, std::span<const ContextAssumption> assumed,
    const std::function<bool(PrincipalRef)>& is_wanted) {
  std::vector<AssumptionEdge> edges;
  const Principal& target = estate_.at(role);
  if (target.kind != PrincipalKind::kRole || !target.trust) return edges;
  const DecisionDocument* trust = estate_.DocumentOf(role.account, target.trust->document);
  std::optional<AskedRequest> request;
  for (const PrincipalRef from : CandidatesFor(target.arn, *trust)) {
    if (!is_wanted(from)) continue;
    if (!request) request = estate_.Ask(kAssumeRole, target.arn, nullptr);
    CallerSide& side = estate_.SideOf(from);
    const Verdict verdict =
        estate_.Decide(side, *request, assumed, Logic(nullptr), nullptr).verdict;
    if (verdict == Verdict::kAllowed)
      edges.push_back({.from = from, .role = role, .condition = {}});
    if (verdict != Verdict::kConditional) continue;
    Formula formula;
    const Decision decision = estate_.Decide(side, *request, assumed, Logic(&formula), nullptr);
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
