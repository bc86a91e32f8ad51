#include "rules/broad/narrowed_by.h"

#include <algorithm>

namespace iamsift {
namespace {

bool IsOn(const ConditionAtom& atom, std::span<const std::string_view> keys) {
  return std::ranges::any_of(keys, [&](std::string_view key) {
    return key.ends_with('*') ? atom.key.starts_with(key.substr(0, key.size() - 1))
                              : atom.key == key;
  });
}

// A Deny limits by saying what is not wanted, so its tests may be negated.
bool DenyLimits(const Limits& limits, const CompiledAccount& compiled, ActionId action,
                std::span<const std::string_view> keys) {
  return std::ranges::any_of(limits.denies, [&](const StatementRef& ref) {
    const CompiledStatement& deny = compiled.at(ref.document).statements[ref.statement];
    return deny.actions.Contains(action) &&
           std::ranges::any_of(deny.conditions,
                               [&](const ConditionAtom& atom) { return IsOn(atom, keys); });
  });
}

bool BoundaryLimits(const Limits& limits, const CompiledAccount& compiled, ActionId action,
                    std::span<const std::string_view> keys) {
  if (!limits.boundary) return false;
  return std::ranges::all_of(
      compiled.at(*limits.boundary).statements, [&](const CompiledStatement& statement) {
        return statement.effect != Effect::kAllow || !statement.actions.Contains(action) ||
               NarrowingAtom(statement, keys) != nullptr;
      });
}

}  // namespace

const ConditionAtom* NarrowingAtom(const CompiledStatement& statement,
                                   std::span<const std::string_view> keys) {
  for (const ConditionAtom& atom : statement.conditions) {
    if (!IsOn(atom, keys) || atom.op.is_negated || atom.op.base == BaseOperator::kNull) continue;
    if (NarrowingOf(atom) != Narrowing::kNone) return &atom;
  }
  return nullptr;
}

bool IsNarrowedBy(const GrantView& view, const RuleContext& context, ActionId action,
                  std::span<const std::string_view> keys) {
  const CompiledAccount& compiled = context.evaluation.compiled();
  return NarrowingAtom(view.statement, keys) != nullptr ||
         DenyLimits(*view.grant.limits, compiled, action, keys) ||
         BoundaryLimits(*view.grant.limits, compiled, action, keys);
}

}  // namespace iamsift
