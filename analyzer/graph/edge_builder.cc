#include "analyzer/graph/edge_builder.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "analyzer/account/arn.h"
#include "analyzer/base/text.h"
#include "analyzer/match/unlisted_actions.h"

namespace iamsift {
namespace {

constexpr std::string_view kCredentialService = "iam:servicespecificcredentialservicename";

constexpr std::string_view kOrganizationNeeds[] = {
    "management-account",        "member-account",
    "identity-center-admin",     "permission-set-of-self",
    "privileged-permission-set", "privileged-directory-entry"};

bool IsOwn(TermTarget on) {
  return on == TermTarget::kSelf || on == TermTarget::kGroupOfSelf ||
         on == TermTarget::kPolicyOfSelf || on == TermTarget::kBoundaryOfSelf ||
         on == TermTarget::kTagged || on == TermTarget::kGroup;
}

bool NamesATarget(TermTarget on) {
  return on == TermTarget::kUser || on == TermTarget::kRole || on == TermTarget::kPolicyOfRole ||
         on == TermTarget::kSamlProviderOfRole || on == TermTarget::kOidcProviderOfRole;
}

bool Has(const EscalationWay& way, TermTarget on) {
  return std::any_of(way.terms.begin(), way.terms.end(),
                     [&](const EscalationTerm& term) { return term.on == on; });
}

// P comes to act as the role as it stands: it assumes it, or something runs as it.
bool TakesOver(const EscalationEdge& edge) {
  return edge.path->reported_for_admin || !edge.way->pass.empty() || !edge.way->runs_as.empty();
}

// The kind of need as a finding names it.
std::string_view NeedNameOf(const EscalationNeed& need) {
  const bool is_of_organization =
      std::find(std::begin(kOrganizationNeeds), std::end(kOrganizationNeeds), need.kind) !=
      std::end(kOrganizationNeeds);
  return is_of_organization ? "org" : "workload";
}

// Granted on the caller's own user by `${aws:username}`, and so on nobody else.
bool MeansHolderAlone(AbilityTable& abilities, const Answer& answer) {
  const auto names_itself = [](const TextAt& item) {
    const std::string text = AsciiLower(item.text);
    return text.find("${aws:username}") != std::string::npos ||
           text.find("${aws:userid}") != std::string::npos;
  };
  return std::ranges::any_of(answer.abilities, [&](const Ability* ability) {
    if (ability->certainty == Certainty::kYes) return false;
    const std::vector<AppliedStatement>& grants = abilities.DetailOf(*ability).grants;
    return !grants.empty() && std::ranges::all_of(grants, [&](const AppliedStatement& grant) {
      const ElementList& resources = grant.statement->written->resources;
      return !resources.is_negated && !resources.items.empty() &&
             std::ranges::all_of(resources.items, names_itself);
    });
  });
}

// One of the lists may be a hundred times as long as the other.
std::vector<uint32_t> Common(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  constexpr size_t kMuchLonger = 16;
  std::vector<uint32_t> both;
  const std::vector<uint32_t>& shorter = a.size() < b.size() ? a : b;
  const std::vector<uint32_t>& longer = a.size() < b.size() ? b : a;
  if (shorter.size() * kMuchLonger > longer.size()) {
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
  }
  std::copy_if(shorter.begin(), shorter.end(), std::back_inserter(both), [&](uint32_t each) {
    return std::binary_search(longer.begin(), longer.end(), each);
  });
  return both;
}

// What holds for `targets`: what does for the one group and what does for the other.
TargetGroup Joined(const TargetGroup& one, const TargetGroup& other, TargetList targets) {
  TargetGroup both{targets, one.answer, one.stand_ins};
  both.answer.And(other.answer);
  for (StandIn stand_in : other.stand_ins) {
    stand_in.at += one.answer.abilities.size();
    both.stand_ins.push_back(stand_in);
  }
  return both;
}

uint32_t FirstOf(const TargetGroup& group) { return group.targets->front(); }

// Those that `keep` takes; the same list when it takes all.
template <typename Keep>
TargetList Filtered(Requirements& requirements, TargetList all, Keep keep) {
  if (std::all_of(all->begin(), all->end(), keep)) return all;
  std::vector<uint32_t> kept;
  std::copy_if(all->begin(), all->end(), std::back_inserter(kept), keep);
  return requirements.Keep(std::move(kept));
}

}  // namespace

bool EdgeBuilder::IsAboutAssumption(const EscalationPath& path) { return path.reported_for_admin; }

bool EdgeBuilder::IsSameForEqualPolicies(const EscalationPath& path) {
  return std::all_of(path.ways.begin(), path.ways.end(), [](const EscalationWay& way) {
    const bool has_own = std::any_of(way.terms.begin(), way.terms.end(),
                                     [](const EscalationTerm& term) { return IsOwn(term.on); });
    // What a target becomes is told of others than P itself.
    const bool changes_target =
        (way.end.to == EdgeTarget::kAdmin || way.end.to == EdgeTarget::kRoleChanged) &&
        std::any_of(way.terms.begin(), way.terms.end(),
                    [](const EscalationTerm& term) { return NamesATarget(term.on); });
    return !has_own && !changes_target && way.from == EscalationFrom::kAnyone &&
           way.end.to != EdgeTarget::kSelfChanged;
  });
}

void EdgeBuilder::Add(uint32_t principal, const EscalationPath& path,
                      std::vector<EscalationEdge>& edges) {
  for (const EscalationWay& way : path.ways) {
    const Asked asked{principal, path, way};
    if (MayHold(asked)) AddWay(asked, edges);
  }
}

void EdgeBuilder::AddOnTopOf(uint32_t principal, std::span<const EscalationPath> paths,
                             const std::vector<const EscalationEdge*>& before,
                             std::vector<EscalationEdge>& edges) {
  std::optional<WaysThere> ways;  // most principals come by none of the paths
  for (const EscalationPath& path : paths) {
    if (!BuildsOnOthers(path)) continue;
    for (const EscalationWay& way : path.ways) {
      Asked asked{principal, path, way, &before};
      if (!MayHold(asked)) continue;
      if (!ways) ways = WaysOf(before);
      asked.ways = &*ways;
      AddWay(asked, edges);
    }
  }
}

EdgeBuilder::WaysThere EdgeBuilder::WaysOf(const std::vector<const EscalationEdge*>& before) {
  WaysThere ways;
  std::copy_if(before.begin(), before.end(), std::back_inserter(ways.edges),
               [](const EscalationEdge* edge) { return TakesOver(*edge) && LeadsOn(*edge); });
  std::stable_partition(ways.edges.begin(), ways.edges.end(),
                        [](const EscalationEdge* edge) { return edge->IsCertain(); });
  absl::flat_hash_set<TargetList> seen;
  std::vector<std::pair<uint32_t, uint32_t>> leads;  // role, number of the edge
  for (uint32_t i = 0; i < ways.edges.size(); ++i) {
    if (!seen.insert(ways.edges[i]->targets).second) continue;  // an earlier one is as certain
    for (const uint32_t role : *ways.edges[i]->targets) leads.emplace_back(role, i);
  }
  std::sort(leads.begin(), leads.end());
  for (const auto& [role, edge] : leads) {
    if (!ways.roles.empty() && ways.roles.back() == role) continue;
    ways.roles.push_back(role);
    ways.first.push_back(ways.edges[edge]);
  }
  return ways;
}

const EscalationEdge* EdgeBuilder::WaysThere::To(uint32_t role) const {
  const auto at = std::lower_bound(roles.begin(), roles.end(), role);
  if (at == roles.end() || *at != role) return nullptr;
  return first[static_cast<size_t>(at - roles.begin())];
}

bool EdgeBuilder::MayHold(const Asked& asked) const {
  const PrincipalKind kind = requirements_.at(asked.principal).kind;
  const EscalationFrom from = asked.way.from;
  if (from == EscalationFrom::kUser && kind == PrincipalKind::kRole) return false;
  if (from == EscalationFrom::kRole && kind == PrincipalKind::kUser) return false;
  return std::none_of(
      asked.way.terms.begin(), asked.way.terms.end(),
      [&](const EscalationTerm& term) { return requirements_.IsHopeless(asked.principal, term); });
}

// What is made, changed and started is one thing.
bool EdgeBuilder::HoldTogether(const Answer& all) {
  const std::vector<const Ability*>& parts = all.abilities;
  for (size_t i = 0; i < parts.size(); ++i) {
    for (size_t j = i + 1; j < parts.size(); ++j) {
      if (!requirements_.abilities().HoldOnOneResource(*parts[i], *parts[j])) return false;
    }
  }
  return true;
}

// The terms that name no target.
Answer EdgeBuilder::AskTerms(const Asked& asked, std::span<const ContextAssumption> context) {
  Answer all;
  for (const EscalationTerm& term : asked.way.terms) {
    if (NamesATarget(term.on) || term.on == TermTarget::kGroup) continue;
    all.And(requirements_.Ask(asked.principal, term, context));
    if (!all) return all;
  }
  if (all.certainty == Certainty::kYes && !HoldTogether(all)) all.Need(kNeedsResource);
  return all;
}

bool EdgeBuilder::IsSettled(const Asked& asked, const EscalationNeed& need) {
  const bool by_hand = std::any_of(
      need.certain_with.begin(), need.certain_with.end(),
      [&](const std::vector<EscalationTerm>& terms) {
        return std::all_of(terms.begin(), terms.end(), [&](const EscalationTerm& term) {
          return !requirements_.IsHopeless(asked.principal, term) &&
                 requirements_.Ask(asked.principal, term, {}).certainty == Certainty::kYes;
        });
      });
  return by_hand || (need.kind == "linked-role" && HasLinkedRole(need.service)) ||
         IsToldByOrganization(need) || IsShown(asked, need);
}

bool EdgeBuilder::HasLinkedRole(const std::string& service) {
  const auto [known, is_new] = has_linked_role_.try_emplace(service, false);
  if (!is_new) return known->second;
  const std::vector<Principal>& principals = requirements_.evaluation().account().principals;
  const std::string folder = Concat({":role/aws-service-role/", service, "/"});
  return known->second = std::any_of(principals.begin(), principals.end(), [&](const auto& each) {
           return each.arn.find(folder) != std::string_view::npos;
         });
}

// Adds what the way needs besides the grants. Instance profiles are a question to each role.
bool EdgeBuilder::SettleNeeds(const Asked& asked, Answer& answer) {
  for (const EscalationNeed& need : asked.way.needs) {
    if (need.kind == "instance-profile") continue;
    if (!IsSettled(asked, need)) answer.Need(NeedNameOf(need));
  }
  return static_cast<bool>(answer);
}

void EdgeBuilder::Push(const Asked& asked, EscalationEdge edge,
                       std::vector<EscalationEdge>& edges) {
  edge.path = &asked.path;
  edge.way = &asked.way;
  edges.push_back(std::move(edge));
}

void EdgeBuilder::AddWay(const Asked& asked, std::vector<EscalationEdge>& edges) {
  const EscalationWay& way = asked.way;
  if (Has(way, TermTarget::kTagged)) return AddTagged(asked, edges);
  if (Has(way, TermTarget::kGroup)) return AddGroups(asked, edges);
  if (!way.pass.empty()) return AddPasses(asked, edges);
  const bool has_target =
      std::any_of(way.terms.begin(), way.terms.end(),
                  [](const EscalationTerm& term) { return NamesATarget(term.on); });
  if (has_target) return AddTargets(asked, edges);
  switch (way.end.to) {
    case EdgeTarget::kSelfChanged:
      for (EscalationEdge& edge : changes_.EdgesOf(asked.principal, asked.path, way)) {
        if (SettleNeeds(asked, edge.answer)) edges.push_back(std::move(edge));
      }
      return;
    case EdgeTarget::kAdmin:
      return AddAdmin(asked, edges);
    case EdgeTarget::kOutside:
      return AddOutside(asked, edges);
    case EdgeTarget::kLift:
      return;
    default:
      return AddWorkloads(asked, edges);
  }
}

// --- By the principal's own hand ----------------------------------------------------------------

void EdgeBuilder::AddOutside(const Asked& asked, std::vector<EscalationEdge>& edges) {
  Answer answer = AskTerms(asked, {});
  if (!answer) return;
  if (asked.path.other_account_only) {
    const std::string& home = requirements_.evaluation().account().id;
    const AbilityDetail& detail = requirements_.abilities().DetailOf(*answer.abilities.front());
    if (AccountOfArn(detail.resource) == home) return;
  }
  // The other account's trust policy is not in the input, which says less than what else is open.
  if (asked.path.other_account_only || Has(asked.way, TermTarget::kMemberRoot)) {
    answer.needs.Remove("document");
  }
  if (!SettleNeeds(asked, answer)) return;
  if (answer.certainty != Certainty::kYes && answer.needs.empty()) answer.Need("document");
  Push(asked, {.gain = Gain::kAdmin, .answer = std::move(answer)}, edges);
}

// --- Roles that are passed ---------------------------------------------------------------------

bool EdgeBuilder::AlsoPasses(const Asked& asked, Answer& answer) {
  if (asked.way.also_pass.empty()) return true;
  for (const std::string& service : asked.way.also_pass) {
    const std::vector<TargetGroup>& groups = requirements_.PassTo(asked.principal, service);
    if (!groups.empty()) {
      answer.And(groups.front().answer);
      return true;
    }
    Answer some = requirements_.PassSomeRoleTo(asked.principal, service);
    if (!some) continue;
    some.Need("candidate-role");
    answer.And(some);
    return true;
  }
  return false;
}

// What a credential report tells against it: nothing, where there is none.
bool EdgeBuilder::FitsUser(const EscalationWay& way, const Principal& user) const {
  const CredentialFacts* const facts = requirements_.evaluation().account().CredentialsOf(user);
  if (facts == nullptr) return true;
  const bool has_other_password = way.user_has_password && facts->has_password &&
                                  *facts->has_password != *way.user_has_password;
  if (has_other_password) return false;
  int keys = 0;
  for (const AccessKeyFacts& key : facts->keys) {
    if (key.rotated || key.is_active.value_or(false)) ++keys;
  }
  return way.user_keys_below == 0 || keys < way.user_keys_below;
}

// Leaves the roles and users that the way can use, whoever goes it.
TargetList EdgeBuilder::FitForWay(const Asked& asked, TargetList targets) {
  const auto needs_profile =
      std::find_if(asked.way.needs.begin(), asked.way.needs.end(),
                   [](const EscalationNeed& need) { return need.kind == "instance-profile"; });
  const bool wants_profile =
      needs_profile != asked.way.needs.end() && !IsSettled(asked, *needs_profile);
  const auto [known, is_new] = fitting_.try_emplace({&asked.way, targets, wants_profile}, nullptr);
  if (!is_new) return known->second;
  return known->second = Filtered(requirements_, targets, [&](uint32_t target) {
           const Principal& role = requirements_.at(target);
           if (role.kind == PrincipalKind::kUser) return FitsUser(asked.way, role);
           if (wants_profile && role.instance_profiles.empty()) return false;
           const bool is_shaped =
               asked.path.role_like.empty() ||
               std::any_of(asked.path.role_like.begin(), asked.path.role_like.end(),
                           [&](const std::string& shape) {
                             return GlobMatchesIgnoreCase(shape, role.arn);
                           });
           return is_shaped &&
                  std::all_of(asked.way.role_also_trusts.begin(), asked.way.role_also_trusts.end(),
                              [&](const std::string& service) {
                                const std::vector<uint32_t>& roles =
                                    requirements_.trusted().Of(service);
                                return std::binary_search(roles.begin(), roles.end(), target);
                              });
         });
}

// Leaves the roles and users that the path can use.
std::vector<TargetGroup> EdgeBuilder::Fit(const Asked& asked, std::vector<TargetGroup> groups) {
  const std::string& key = asked.path.role_key;
  const bool hangs_on_role =
      !key.empty() && !requirements_.TestsOf(asked.principal, asked.way.terms, key).IsEmpty();
  for (TargetGroup& group : groups) {
    group.targets = FitForWay(asked, group.targets);
    // The role's ARN is in the request itself: a condition may admit some roles alone.
    if (!hangs_on_role) continue;
    group.targets = Filtered(requirements_, group.targets, [&](uint32_t target) {
      const std::vector<ContextAssumption> context = {Holds(key, requirements_.at(target).arn)};
      return static_cast<bool>(AskTerms(asked, context));
    });
  }
  std::erase_if(groups, [](const TargetGroup& group) { return group.targets->empty(); });
  return groups;
}

void EdgeBuilder::AddPasses(const Asked& asked, std::vector<EscalationEdge>& edges) {
  Answer base = AskTerms(asked, {});
  if (!base || !SettleNeeds(asked, base) || !AlsoPasses(asked, base)) return;
  bool some_role_trusts = false;
  for (const std::string& service : asked.way.pass) {
    some_role_trusts |= !requirements_.trusted().Of(service).empty();
    for (TargetGroup& group : Fit(asked, requirements_.PassTo(asked.principal, service))) {
      EscalationEdge edge{.service = service, .targets = group.targets, .answer = base};
      edge.answer.And(group.answer);
      Push(asked, std::move(edge), edges);
    }
  }
  if (some_role_trusts) return;
  // No role of the input trusts any of the services; one may be made that does.
  for (const std::string& service : asked.way.pass) {
    Answer pass = requirements_.PassSomeRoleTo(asked.principal, service);
    if (!pass) continue;
    EscalationEdge edge{.service = service, .is_target_unknown = true, .answer = base};
    edge.answer.And(pass);
    if (requirements_.evaluation().account().is_export) edge.answer.Need("candidate-role");
    Push(asked, std::move(edge), edges);
    return;
  }
}

// --- Existing workloads ------------------------------------------------------------------------

TargetList EdgeBuilder::RolesRunBy(const EscalationWay& way) {
  TargetList& known = run_by_[&way];
  if (known != nullptr) return known;
  std::vector<uint32_t> roles;
  for (const std::string& service : way.runs_as) {
    const std::vector<uint32_t>& trusting = requirements_.trusted().Of(service);
    roles.insert(roles.end(), trusting.begin(), trusting.end());
  }
  std::sort(roles.begin(), roles.end());
  roles.erase(std::unique(roles.begin(), roles.end()), roles.end());
  return known = requirements_.Keep(std::move(roles));
}

void EdgeBuilder::AddWorkloads(const Asked& asked, std::vector<EscalationEdge>& edges) {
  Answer base = AskTerms(asked, {});
  if (!base || !SettleNeeds(asked, base)) return;
  const TargetList roles = RolesRunBy(asked.way);
  AddDeclaredWorkloads(asked, roles, edges);
  EscalationEdge edge{.answer = std::move(base)};
  if (roles->empty()) {
    edge.is_target_unknown = true;
    if (requirements_.evaluation().account().is_export) edge.answer.Need("candidate-role");
    Push(asked, std::move(edge), edges);
    return;
  }
  std::vector<TargetGroup> groups;
  groups.push_back({roles, edge.answer});
  for (TargetGroup& group : Fit(asked, std::move(groups))) {
    Push(asked, {.targets = group.targets, .answer = std::move(group.answer)}, edges);
  }
}

// --- Named targets -----------------------------------------------------------------------------

EdgeBuilder::Owned& EdgeBuilder::OwnedBy(const EscalationWay& way, TermTarget on) {
  std::unique_ptr<Owned>& known = owned_[{&way, on}];
  if (known == nullptr) {
    known = std::make_unique<Owned>(MakeOwnedBy(way, on));
    for (std::vector<uint32_t>& roles : known->roles) {
      known->lists.push_back(requirements_.Keep(std::move(roles)));
    }
    known->classes = std::make_unique<TargetClasses>(
        requirements_.abilities().estate(), requirements_.account(), requirements_.lists(),
        ClassifiedArns{.arns = known->arns, .are_principals = false});
  }
  return *known;
}

EdgeBuilder::Owned EdgeBuilder::MakeOwnedBy(const EscalationWay& way, TermTarget on) {
  Owned owned;
  absl::flat_hash_map<std::string_view, size_t> by_arn;
  const auto add = [&](std::string_view arn, uint32_t role) {
    const auto [at, is_new] = by_arn.try_emplace(arn, owned.arns.size());
    if (is_new) {
      owned.arns.push_back(arn);
      owned.roles.emplace_back();
    }
    std::vector<uint32_t>& roles = owned.roles[at->second];
    if (roles.empty() || roles.back() != role) roles.push_back(role);
  };
  const std::string_view kind =
      on == TermTarget::kSamlProviderOfRole ? ":saml-provider/" : ":oidc-provider/";
  for (const uint32_t role : *requirements_.roles()) {
    if (on == TermTarget::kPolicyOfRole) {
      for (const std::string_view arn : requirements_.PolicyArnsOf(role)) add(arn, role);
      continue;
    }
    const Principal& principal = requirements_.at(role);
    if (!principal.trust) continue;
    const PolicyDocument& trust =
        requirements_.evaluation().account().documents.at(principal.trust->document);
    for (const Statement& statement : trust.statements) {
      if (statement.effect != Effect::kAllow) continue;
      const bool is_tested =
          !way.trust_lacks.empty() &&
          std::any_of(statement.conditions.begin(), statement.conditions.end(),
                      [&](const ConditionTest& test) {
                        return test.key.text.ends_with(Concat({":", way.trust_lacks}));
                      });
      for (const PrincipalEntry& entry : statement.principals.entries) {
        if (!is_tested && entry.value.text.find(kind) != std::string_view::npos) {
          add(entry.value.text, role);
        }
      }
    }
  }
  return owned;
}

// A customer managed policy, or an identity provider, asked for once for all roles that it is of.
std::vector<TargetGroup> EdgeBuilder::AskOwned(const Asked& asked, const EscalationTerm& term) {
  Owned& owned = OwnedBy(asked.way, term.on);
  std::vector<uint32_t> all(owned.arns.size());
  std::iota(all.begin(), all.end(), 0U);
  std::vector<std::pair<uint32_t, const Ability*>> allowed;  // with that of the first of its class
  const auto ask = [&](uint32_t first, const auto& members) {
    const Ability* const found =
        requirements_.AskAny(asked.principal, term.any_of, owned.arns[first], {});
    if (found == nullptr) return;
    for (const uint32_t alike : *members()) allowed.emplace_back(alike, found);
  };
  requirements_.ForEachClass(*owned.classes, asked.principal, term.any_of,
                             requirements_.Keep(std::move(all)), {}, ask);
  std::sort(allowed.begin(), allowed.end());
  std::vector<TargetGroup> groups;
  groups.reserve(allowed.size());
  for (const auto& [each, found] : allowed) {
    TargetGroup& group = groups.emplace_back();
    group.targets = owned.lists[each];
    group.answer.And(*found);
    group.stand_ins.push_back({.at = 0, .term = &term, .arn = owned.arns[each]});
  }
  return groups;
}

void EdgeBuilder::Resolve(const Asked& asked, const std::vector<StandIn>& stand_ins,
                          Answer& answer) {
  for (const StandIn& one : stand_ins) {
    const Ability* const meant =
        requirements_.AskAny(asked.principal, one.term->any_of, one.arn, one.context);
    if (meant != nullptr) answer.abilities[one.at] = meant;
  }
}

// The targets for which all terms that name one hold together.
std::vector<TargetGroup> EdgeBuilder::AskOnTargets(const Asked& asked, const Answer& base,
                                                   std::span<const ContextAssumption> context) {
  const bool is_about_users = Has(asked.way, TermTarget::kUser);
  std::vector<TargetGroup> groups;
  groups.push_back({is_about_users ? requirements_.users() : requirements_.roles(), base});
  for (const EscalationTerm& term : asked.way.terms) {
    if (NamesATarget(term.on) && !groups.empty()) groups = Narrowed(asked, term, groups, context);
  }
  return groups;
}

// Of each group those that the term holds for too. It is asked once for the targets of all groups:
// there may be thousands, one for each policy.
std::vector<TargetGroup> EdgeBuilder::Narrowed(const Asked& asked, const EscalationTerm& term,
                                               const std::vector<TargetGroup>& groups,
                                               std::span<const ContextAssumption> context) {
  const bool is_direct = term.on == TermTarget::kUser || term.on == TermTarget::kRole;
  const std::vector<TargetGroup> found =
      is_direct ? requirements_.AskOn(asked.principal, term, TargetsOf(groups), context)
                : AskOwned(asked, term);
  // Those of one group, and all roles that have policies or providers, need no sifting.
  const bool are_within =
      groups.size() == 1 && (is_direct || groups.front().targets == requirements_.roles());
  std::vector<TargetGroup> narrowed;
  for (const TargetGroup& group : groups) {
    std::vector<TargetGroup> kept;
    for (const TargetGroup& each : found) {
      const TargetList both =
          are_within ? each.targets : requirements_.Keep(Common(*each.targets, *group.targets));
      if (both->empty()) continue;
      kept.push_back(Joined(group, each, both));
      const uint32_t first = both->front();
      if (each.about.value_or(first) == first) continue;
      kept.back().stand_ins.push_back({.at = group.answer.abilities.size(),
                                       .term = &term,
                                       .arn = requirements_.at(first).arn,
                                       .context = {context.begin(), context.end()}});
    }
    // As if it had been asked of the group alone.
    if (is_direct) std::ranges::stable_sort(kept, {}, FirstOf);
    std::move(kept.begin(), kept.end(), std::back_inserter(narrowed));
  }
  return narrowed;
}

TargetList EdgeBuilder::TargetsOf(const std::vector<TargetGroup>& groups) {
  if (groups.size() == 1) return groups.front().targets;
  std::vector<uint32_t> all;
  for (const TargetGroup& group : groups) {
    all.insert(all.end(), group.targets->begin(), group.targets->end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return requirements_.Keep(std::move(all));
}

// Of a policy file without an account beside it: it may mean users and roles that no input has.
bool EdgeBuilder::HasNoTargets(const Asked& asked) {
  const bool is_about_users = Has(asked.way, TermTarget::kUser);
  const TargetList targets = is_about_users ? requirements_.users() : requirements_.roles();
  return targets->empty() && !requirements_.evaluation().account().is_export &&
         requirements_.at(asked.principal).kind == PrincipalKind::kDocument &&
         asked.way.end.to != EdgeTarget::kLift && !BuildsOnOthers(asked.path);
}

// Asked of any user or role of the account.
void EdgeBuilder::AddUnseen(const Asked& asked, Answer answer, std::vector<EscalationEdge>& edges) {
  for (const EscalationTerm& term : asked.way.terms) {
    if (!NamesATarget(term.on)) continue;
    const bool is_user = term.on == TermTarget::kUser;
    if (!is_user && term.on != TermTarget::kRole) return;
    const EscalationTerm any{.any_of = term.any_of,
                             .on = TermTarget::kNew,
                             .type = is_user ? "user" : "role",
                             .like = {}};
    const Answer found = requirements_.Ask(asked.principal, any, {});
    if (!found || MeansHolderAlone(requirements_.abilities(), found)) return;
    answer.And(found);
  }
  Push(asked, {.is_target_unknown = true, .answer = std::move(answer)}, edges);
}

// Which policy is attached, or set as the boundary, is P's choice.
bool EdgeBuilder::ChoosesPolicy(const Asked& asked) {
  return asked.path.tries_policies || asked.way.end.change == EscalationChange::kReplaceBoundary;
}

void EdgeBuilder::AddTargets(const Asked& asked, std::vector<EscalationEdge>& edges) {
  Answer base = AskTerms(asked, {});
  if (!base || !SettleNeeds(asked, base)) return;
  if (HasNoTargets(asked)) return AddUnseen(asked, std::move(base), edges);
  const bool is_change =
      asked.way.end.to == EdgeTarget::kAdmin || asked.way.end.to == EdgeTarget::kRoleChanged;
  if (is_change && asked.path.needs_edge_to_role && asked.ways->edges.empty()) return;
  if (is_change && ChoosesPolicy(asked)) return AddAttached(asked, base, edges);
  if (asked.way.end.part == EdgePart::kService && !asked.way.end.what.empty()) {
    return AddCredentials(asked, base, edges);
  }
  std::vector<TargetGroup> groups = Fit(asked, AskOnTargets(asked, base, {}));
  if (is_change) return AddChanged(asked, groups, edges);
  for (TargetGroup& group : groups) {
    Resolve(asked, group.stand_ins, group.answer);
    if (asked.way.user_mfa_blocks) AddUsersWithMfa(asked, group, edges);
    if (group.targets->empty()) continue;
    Push(asked, {.targets = group.targets, .answer = std::move(group.answer)}, edges);
  }
}

// Credentials of single services, each asked for by itself: a condition may admit one alone.
void EdgeBuilder::AddCredentials(const Asked& asked, const Answer& base,
                                 std::vector<EscalationEdge>& edges) {
  for (const std::string_view service : Split(asked.way.end.what, ' ')) {
    const std::vector context{
        Holds(std::string(kCredentialService), Concat({service, ".amazonaws.com"}))};
    for (TargetGroup& group : Fit(asked, AskOnTargets(asked, base, context))) {
      Resolve(asked, group.stand_ins, group.answer);
      Push(asked, {.service = service, .targets = group.targets, .answer = std::move(group.answer)},
           edges);
    }
  }
}

// The widest policy first; where that may not be attached, those of the account one by one.
void EdgeBuilder::AddAttached(const Asked& asked, const Answer& base,
                              std::vector<EscalationEdge>& edges) {
  const std::string_view key = asked.path.tries_policies ? kAttachedPolicyKey : kSetBoundaryKey;
  const auto attaching = [&](std::string_view arn) {
    return std::vector<ContextAssumption>{Holds(std::string(key), arn)};
  };
  const std::string widest = requirements_.WidestPolicy();
  // Nearly always no target whichever policy is chosen, so that none has to be tried.
  if (AskOnTargets(asked, base, {}).empty()) return;
  const size_t before = edges.size();
  std::vector<TargetGroup> freely = Fit(asked, AskOnTargets(asked, base, attaching(widest)));
  AddChanged(asked, freely, edges);
  if (!freely.empty()) return;  // no other policy gives more
  ForEachPolicy(asked, key, widest, [&](const ManagedPolicy& policy) {
    if (edges.size() > before) return true;  // one is enough
    Asked one = asked;
    one.attached = &policy;
    const std::vector<TargetGroup> groups =
        Fit(one, AskOnTargets(one, base, attaching(policy.arn)));
    AddChanged(one, groups, edges);
    return !groups.empty();
  });
}

bool EdgeBuilder::HasMfa(uint32_t user) const {
  const Account& account = requirements_.evaluation().account();
  const CredentialFacts* const facts = account.CredentialsOf(requirements_.at(user));
  return facts != nullptr && facts->has_mfa.value_or(false);
}

// Moves the users whose second factor is known into edges of their own: it still blocks the way,
// unless P may take it away.
void EdgeBuilder::AddUsersWithMfa(const Asked& asked, TargetGroup& group,
                                  std::vector<EscalationEdge>& edges) {
  const auto has_mfa = [&](uint32_t user) { return HasMfa(user); };
  for (const uint32_t user : *group.targets) {
    if (!has_mfa(user)) continue;
    EscalationEdge edge{.targets = requirements_.Keep({user}), .answer = group.answer};
    for (const Lift& lift : lifts_) {
      const Ability* const lifting =
          requirements_.AskAny(asked.principal, lift.term->any_of, requirements_.at(user).arn, {});
      if (lifting == nullptr) continue;
      edge.answer.And(*lifting);
      edge.lifted_by = lift.path;
      break;
    }
    if (edge.lifted_by == nullptr) edge.answer.Need("mfa");
    Push(asked, std::move(edge), edges);
  }
  group.targets =
      Filtered(requirements_, group.targets, [&](uint32_t user) { return !has_mfa(user); });
}

// What the target has once it is changed.
Gain EdgeBuilder::GainFrom(const Asked& asked, uint32_t changed) {
  AccountEvaluation& evaluation = requirements_.evaluation();
  const PrincipalPermissions& target = evaluation.principals()[changed];
  const Limits& limits = evaluation.limits().at(target.limits);
  const EscalationChange change = asked.way.end.change;
  if (change == EscalationChange::kRemoveBoundary || change == EscalationChange::kReplaceBoundary) {
    if (!requirements_.at(changed).boundary) return Gain::kNothing;
    Limits without =
        UnboundedLimitsOf(evaluation.compiled(), requirements_.at(changed), target.held);
    if (asked.attached != nullptr) {
      SetBoundary(evaluation.compiled(), asked.attached->DefaultVersion()->text.document, without);
    }
    return gains_.Of(asked.principal, DocumentsOf(target.held), without);
  }
  if (asked.attached != nullptr) {
    std::vector<DocumentId> documents = DocumentsOf(target.held);
    documents.push_back(asked.attached->DefaultVersion()->text.document);
    return gains_.Of(asked.principal, documents, limits);
  }
  if (asked.way.end.to == EdgeTarget::kAdmin) return gains_.OfEverything(asked.principal, limits);
  Gain best = Gain::kNothing;
  for (size_t i = 0; i < target.held.size(); ++i) {
    const ManagedPolicy* const policy = target.held[i].managed;
    if (policy == nullptr || policy->IsAwsManaged()) continue;
    const std::vector<ActionId>& switching = asked.way.terms.front().any_of;
    if (requirements_.AskAny(asked.principal, switching, policy->arn, {}) == nullptr) continue;
    for (const PolicyVersion& version : policy->versions) {
      if (version.is_default) continue;
      std::vector<HeldPolicy> held = target.held;
      held[i].text = &version.text;
      best = std::max(best,
                      gains_.Of(asked.principal, DocumentsOf(held),
                                LimitsOf(evaluation.compiled(), requirements_.at(changed), held)));
    }
  }
  return best;
}

// One edge to what the best of the targets becomes.
void EdgeBuilder::AddChanged(const Asked& asked, const std::vector<TargetGroup>& groups,
                             std::vector<EscalationEdge>& edges) {
  std::pair best_rank = {Gain::kNothing, Certainty::kNo};
  EscalationEdge best;
  const TargetGroup* of_best = nullptr;
  absl::flat_hash_map<uint32_t, Gain> given_everything;  // by the limits of the target
  const auto gain_from = [&](uint32_t target) {
    const bool is_everything = asked.attached == nullptr &&
                               asked.way.end.to == EdgeTarget::kAdmin &&
                               asked.way.end.change == EscalationChange::kNone;
    if (!is_everything) return GainFrom(asked, target);
    const LimitsId limits = requirements_.evaluation().principals()[target].limits;
    const auto [known, is_new] = given_everything.try_emplace(limits.value, Gain::kNothing);
    if (is_new) known->second = GainFrom(asked, target);
    return known->second;
  };
  for (const TargetGroup& group : groups) {
    const std::vector<uint32_t> in_reach =
        asked.path.needs_edge_to_role ? Common(*group.targets, asked.ways->roles) : *group.targets;
    for (const uint32_t target : in_reach) {
      if (target == asked.principal) continue;
      const EscalationEdge* const way_there =
          asked.path.needs_edge_to_role ? asked.ways->To(target) : nullptr;
      const bool needs_mfa = asked.way.user_mfa_blocks && HasMfa(target);
      Certainty certainty = group.answer.certainty;
      if (way_there != nullptr) certainty = std::min(certainty, way_there->answer.certainty);
      if (needs_mfa) certainty = std::min(certainty, Certainty::kMaybe);
      if (std::pair(Gain::kAdmin, certainty) <= best_rank) continue;
      const Gain gain = gain_from(target);
      if (gain == Gain::kNothing || std::pair(gain, certainty) <= best_rank) continue;
      best = {.gain = gain,
              .changed = std::string(requirements_.at(target).name),
              .answer = group.answer};
      if (way_there != nullptr) best.answer.And(way_there->answer);
      if (needs_mfa) best.answer.Need("mfa");
      best_rank = {gain, certainty};
      of_best = &group;
    }
  }
  if (of_best == nullptr) return;
  Resolve(asked, of_best->stand_ins, best.answer);
  Push(asked, std::move(best), edges);
}

}  // namespace iamsift
