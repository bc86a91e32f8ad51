#include "analyzer/eval/unlisted_permissions.h"

#include <algorithm>
#include <span>
#include <utility>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

const CompiledStatement& StatementAt(const AccountEvaluation& evaluation, StatementRef ref) {
  return evaluation.compiled().at(ref.document).statements[ref.statement];
}

// Takes what both hold out of `from` into `to`.
void Move(const UnlistedActions& which, UnlistedActions& from, UnlistedActions& to) {
  UnlistedActions moved = from;
  moved &= which;
  from -= which;
  to |= moved;
}

void AddAllow(const CompiledStatement& allow, UnlistedPermissions& permissions) {
  UnlistedActions& scope = !allow.IsUnconditional()         ? permissions.conditional
                           : allow.resources.IsEverything() ? permissions.everywhere
                                                            : permissions.on_resources;
  scope |= allow.actions.unlisted();
}

// What a boundary, or one step of SCPs, lets through.
void ApplyCap(const AccountEvaluation& evaluation, std::span<const DocumentId> cap,
              UnlistedPermissions& permissions) {
  UnlistedPermissions allowed;
  for (const DocumentId document : cap) {
    for (const CompiledStatement& statement : evaluation.compiled().at(document).statements) {
      if (statement.effect == Effect::kAllow) AddAllow(statement, allowed);
    }
  }
  UnlistedActions unconditional = allowed.everywhere;
  unconditional |= allowed.on_resources;
  UnlistedActions somehow = unconditional;
  somehow |= allowed.conditional;
  UnlistedActions partly = somehow;
  partly -= allowed.everywhere;
  UnlistedActions only_conditional = somehow;
  only_conditional -= unconditional;
  permissions.everywhere &= somehow;
  permissions.on_resources &= somehow;
  permissions.conditional &= somehow;
  Move(partly, permissions.everywhere, permissions.on_resources);
  Move(only_conditional, permissions.on_resources, permissions.conditional);
}

void ApplyDeny(const CompiledStatement& deny, UnlistedPermissions& permissions) {
  const UnlistedActions& denied = deny.actions.unlisted();
  if (!deny.IsUnconditional()) {
    Move(denied, permissions.everywhere, permissions.conditional);
    Move(denied, permissions.on_resources, permissions.conditional);
  } else if (deny.resources.IsEverything()) {
    permissions.everywhere -= denied;
    permissions.on_resources -= denied;
    permissions.conditional -= denied;
  } else {
    Move(denied, permissions.everywhere, permissions.on_resources);
  }
}

// "a and b but not c or d"
std::string TextOf(const UnlistedTerm& term) {
  std::string text = Join(term.all_of, " and ");
  if (!term.none_of.empty()) text += Concat({" but not ", Join(term.none_of, " or ")});
  return text;
}

}  // namespace

GrantScope UnlistedPermissions::ScopeOf(std::string_view action) const {
  if (everywhere.Contains(action)) return GrantScope::kEverywhere;
  if (on_resources.Contains(action)) return GrantScope::kOnResources;
  return conditional.Contains(action) ? GrantScope::kConditional : GrantScope::kNo;
}

UnlistedPermissions UnlistedPermissionsOf(const AccountEvaluation& evaluation,
                                          const PrincipalPermissions& principal) {
  UnlistedPermissions permissions;
  for (const HeldPolicy& policy : principal.held) {
    if (policy.text == nullptr) continue;
    const CompiledDocument& document = evaluation.compiled().at(policy.text->document);
    if (document.written->is_invalid) continue;
    for (const CompiledStatement& statement : document.statements) {
      if (statement.effect == Effect::kAllow) AddAllow(statement, permissions);
    }
  }
  const Limits& limits = evaluation.limits().at(principal.limits);
  if (limits.boundary) ApplyCap(evaluation, {&*limits.boundary, 1}, permissions);
  for (const std::vector<DocumentId>& level : limits.levels)
    ApplyCap(evaluation, level, permissions);
  for (const StatementRef ref : limits.denies) ApplyDeny(StatementAt(evaluation, ref), permissions);
  return permissions;
}

std::vector<std::string> PatternsBeyond(const Catalog& catalog, const UnlistedActions& actions) {
  const auto is_beyond = [&](const std::string& pattern) {
    return CompileActionPattern(catalog, pattern).Count() == 0;
  };
  std::vector<std::string> patterns;
  for (const std::string& pattern : actions.included) {
    if (is_beyond(pattern)) patterns.push_back(pattern);
  }
  for (const UnlistedTerm& term : actions.partial) {
    if (std::any_of(term.all_of.begin(), term.all_of.end(), is_beyond)) {
      patterns.push_back(TextOf(term));
    }
  }
  std::sort(patterns.begin(), patterns.end());
  return patterns;
}

}  // namespace iamsift
