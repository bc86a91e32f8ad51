#include "analyzer/eval/effective.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/eval/administrator.h"
#include "analyzer/eval/breadth.h"

namespace iamsift {
namespace {

// Documents under one set of limits give one result, in whatever order they are attached.
std::string ShapeOf(LimitsId limits, const std::vector<HeldPolicy>& held) {
  std::vector<uint32_t> numbers;
  for (const HeldPolicy& policy : held) {
    if (policy.text != nullptr) numbers.push_back(policy.text->document.value);
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  numbers.push_back(limits.value);
  return std::string(reinterpret_cast<const char*>(numbers.data()),
                     numbers.size() * sizeof numbers[0]);
}

bool IsKnown(const CompiledAccount& compiled, const ServiceControl& scp) {
  return scp.text && !compiled.at(scp.text->document).written->is_invalid;
}

std::vector<std::string> WhyIncomplete(const CompiledAccount& compiled, const Principal& principal,
                                       const std::vector<HeldPolicy>& held) {
  std::vector<std::string> reasons;
  for (const HeldPolicy& policy : held) {
    if (policy.text == nullptr) {
      reasons.push_back(Concat(
          {"policy `", policy.attachment->arn, "` is neither in the input nor in the catalog"}));
    } else if (compiled.at(policy.text->document).written->is_invalid) {
      reasons.push_back(Concat({"policy `", policy.name, "` cannot be read"}));
    } else if (compiled.at(policy.text->document).has_unresolved) {
      reasons.push_back(
          Concat({"policy `", policy.name, "` names what only a rendered template would tell"}));
    }
  }
  for (const GroupMembership& membership : principal.groups) {
    if (membership.group != kUnresolved) continue;
    reasons.push_back(Concat({"group `", membership.name, "` is not in the input"}));
  }
  if (principal.boundary) {
    const PolicyText* const text = BoundaryTextOf(*compiled.account, principal);
    if (text == nullptr) {
      reasons.push_back(
          Concat({"permissions boundary `", principal.boundary->arn,
                  "` is neither in the input nor in the catalog: taken as no limit"}));
    } else if (compiled.at(text->document).written->is_invalid) {
      reasons.push_back(Concat({"permissions boundary `", principal.boundary->arn,
                                "` cannot be read: taken as no limit"}));
    }
  }
  for (const ServiceControlLevel& level : ScpLevelsOver(*compiled.account, principal)) {
    for (const ServiceControl& scp : level.policies) {
      if (scp.is_allow_all || IsKnown(compiled, scp)) continue;
      reasons.push_back(
          Concat({"SCP `", scp.name, "` of ", level.target, " cannot be read: taken as no limit"}));
    }
  }
  return reasons;
}

GrantScope ScopeIn(const Grant& grant, ActionId action) {
  if (grant.everywhere.Contains(action)) return GrantScope::kEverywhere;
  if (grant.on_resources.Contains(action)) return GrantScope::kOnResources;
  return grant.conditional.Contains(action) ? GrantScope::kConditional : GrantScope::kNo;
}

}  // namespace

std::string_view GrantScopeName(GrantScope scope) {
  switch (scope) {
    case GrantScope::kNo:
      return "no";
    case GrantScope::kConditional:
      return "only under conditions";
    case GrantScope::kOnResources:
      return "on listed resources";
    case GrantScope::kEverywhere:
      return "everywhere";
  }
  return "no";
}

GrantScope EffectivePermissions::ScopeOf(ActionId action) const {
  if (everywhere.Contains(action)) return GrantScope::kEverywhere;
  if (on_resources.Contains(action)) return GrantScope::kOnResources;
  return conditional.Contains(action) ? GrantScope::kConditional : GrantScope::kNo;
}

bool IsAdmin(const Catalog& catalog, const ActionSet& everywhere) {
  const ActionSet* const alone = &everywhere;
  return IsAdminTogether(catalog, {&alone, 1});
}

AccountEvaluation::AccountEvaluation(const Catalog& catalog, const Account& account)
    : compiled_(CompileAccount(catalog, account)),
      reach_(catalog, account.partition),
      grants_(compiled_, reach_, limits_, sets_),
      full_breadth_sum_(FullBreadthSum(catalog)) {
  principals_.reserve(account.principals.size());
  holders_.resize(compiled_.documents.size());
  // All limits are numbered first, in the order of the principals: grants make more of them.
  for (int32_t i = 0; i < static_cast<int32_t>(account.principals.size()); ++i) Describe(i);
  for (PrincipalPermissions& permissions : principals_) Evaluate(permissions);
}

void AccountEvaluation::Describe(int32_t index) {
  const Principal& principal = account().principals[static_cast<size_t>(index)];
  PrincipalPermissions& permissions = principals_.emplace_back();
  permissions.index = index;
  permissions.held = HeldPoliciesOf(account(), principal);
  permissions.limits = limits_.Intern(LimitsOf(compiled_, principal, permissions.held));
  permissions.incomplete_because = WhyIncomplete(compiled_, principal, permissions.held);
  for (const HeldPolicy& policy : permissions.held) {
    if (policy.text == nullptr) continue;
    std::vector<int32_t>& holders = holders_[policy.text->document.value];
    if (holders.empty() || holders.back() != index) holders.push_back(index);
  }
}

void AccountEvaluation::Evaluate(PrincipalPermissions& permissions) {
  const EffectivePermissions*& shared =
      effective_by_shape_[ShapeOf(permissions.limits, permissions.held)];
  if (shared == nullptr) {
    effective_.push_back(std::make_unique<EffectivePermissions>(Combine(GrantsOf(permissions))));
    EffectivePermissions& made = *effective_.back();
    sets_.Share(made.everywhere);
    sets_.Share(made.on_resources);
    sets_.Share(made.conditional);
    shared = &made;
  }
  permissions.effective = shared;
}

EffectivePermissions AccountEvaluation::Combine(const std::vector<const Grant*>& grants) {
  EffectivePermissions effective = Imagine(grants);
  effective.breadth = BreadthOf(grants);
  return effective;
}

EffectivePermissions AccountEvaluation::Imagine(const std::vector<const Grant*>& grants) {
  EffectivePermissions effective{.everywhere = ActionSet(catalog()),
                                 .on_resources = ActionSet(catalog()),
                                 .conditional = ActionSet(catalog())};
  for (const Grant* const grant : grants) {
    effective.everywhere |= grant->everywhere;
    effective.on_resources |= grant->on_resources;
    effective.conditional |= grant->conditional;
  }
  effective.on_resources -= effective.everywhere;
  effective.conditional -= effective.everywhere;
  effective.conditional -= effective.on_resources;
  effective.is_admin = IsAdmin(catalog(), effective.everywhere);
  return effective;
}

int AccountEvaluation::BreadthOf(const std::vector<const Grant*>& grants) {
  return BreadthScore(BreadthSum(catalog(), grants_, grants), full_breadth_sum_);
}

std::vector<const Grant*> AccountEvaluation::GrantsOf(const PrincipalPermissions& principal) {
  std::vector<const Grant*> grants;
  for (const HeldPolicy& policy : principal.held) {
    if (policy.text == nullptr) continue;
    for (const Grant& grant : grants_.Of(policy.text->document, principal.limits)) {
      grants.push_back(&grant);
    }
  }
  return grants;
}

std::vector<const Grant*> AccountEvaluation::Imagined(std::span<const DocumentId> documents,
                                                      LimitsId limits) {
  grants_.ForgetImagined();
  std::vector<const Grant*> grants;
  for (const DocumentId document : documents) {
    for (const Grant& grant : grants_.Imagined(document, limits)) grants.push_back(&grant);
  }
  return grants;
}

ActionDecision AccountEvaluation::Decide(const PrincipalPermissions& principal, ActionId action) {
  ActionDecision decision{.scope = principal.effective->ScopeOf(action)};
  for (const HeldPolicy& policy : principal.held) {
    if (policy.text == nullptr) continue;
    const DocumentId document = policy.text->document;
    for (const Grant& grant : grants_.Of(document, principal.limits)) {
      const GrantScope scope = ScopeIn(grant, action);
      if (scope != GrantScope::kNo) {
        decision.grants.push_back({.ref = grant.ref, .held = &policy, .scope = scope});
      }
    }
    AddDenies(document, {.held = &policy}, action, decision.takes);
  }
  const Limits& limits = limits_.at(principal.limits);
  if (limits.boundary) {
    AddDenies(*limits.boundary, {}, action, decision.takes);
    decision.boundary_allows = compiled_.at(*limits.boundary).SomeAllows(action);
  }
  AskLevels(account().principals[static_cast<size_t>(principal.index)], action, decision);
  return decision;
}

void AccountEvaluation::AskLevels(const Principal& holder, ActionId action,
                                  ActionDecision& decision) {
  for (const ServiceControlLevel& level : ScpLevelsOver(account(), holder)) {
    bool allows = false;
    for (const ServiceControl& scp : level.policies) {
      // What cannot be read is taken for no cap, as in Limits.
      const bool is_known = IsKnown(compiled_, scp);
      allows |= scp.is_allow_all || !is_known;
      if (!is_known) continue;
      AddDenies(scp.text->document, {.scp = &scp}, action, decision.takes);
      allows |= compiled_.at(scp.text->document).SomeAllows(action);
    }
    if (!allows) decision.levels_without_allow.push_back(level.target);
  }
}

void AccountEvaluation::AddDenies(DocumentId document, const DecidingStatement& by, ActionId action,
                                  std::vector<DecidingStatement>& takes) {
  const CompiledDocument& compiled = compiled_.at(document);
  if (compiled.written->is_invalid) return;
  for (uint32_t i = 0; i < compiled.statements.size(); ++i) {
    const CompiledStatement& statement = compiled.statements[i];
    if (statement.effect != Effect::kDeny || !statement.actions.Contains(action)) continue;
    takes.push_back(by);
    takes.back().ref = {.document = document, .statement = i};
  }
}

}  // namespace iamsift
