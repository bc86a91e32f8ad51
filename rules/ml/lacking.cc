#include "rules/ml/lacking.h"

#include <algorithm>

#include "analyzer/base/text.h"
#include "rules/broad/narrowed_by.h"
#include "rules/broad/wording.h"
#include "rules/exposure/policy_report.h"

namespace iamsift {
namespace {

// `Null: {key: false}`
bool AsksForKey(const CompiledStatement& allow, std::span<const std::string_view> keys) {
  return std::ranges::any_of(allow.conditions, [&](const ConditionAtom& atom) {
    return atom.op.base == BaseOperator::kNull && std::ranges::find(keys, atom.key) != keys.end() &&
           atom.values.size() == 1 && EqualsIgnoreCase(atom.values.front(), "false");
  });
}

}  // namespace

bool LacksCondition(const PolicyView& view, const RuleContext& context, const Grant& grant,
                    ActionId action, std::span<const std::string_view> keys) {
  const GrantView alone{.grant = grant, .statement = *grant.statement, .document = view.document};
  return !AsksForKey(*grant.statement, keys) && !IsNarrowedBy(alone, context, action, keys);
}

void ReportLack(DocumentSink& findings, const PolicyView& view, const RuleContext& context,
                const OpenGrants& open, std::string_view lack) {
  if (open.IsEmpty()) return;
  ReportPolicy(
      findings, view, context, open,
      Concat({NameSome(context.catalog, open.actions), open.actions.Count() == 1 ? " is" : " are",
              " allowed without ", lack, Conditions(open), "."}));
}

ActionSet NamedActions(const RuleContext& context, std::span<const std::string_view> names) {
  ActionSet actions;
  for (const std::string_view name : names) {
    if (const auto action = context.Action(name)) actions.Insert(*action);
  }
  return actions;
}

bool TakesValue(const ConditionAtom& atom, std::string_view wanted) {
  return std::ranges::any_of(
      atom.values, [&](std::string_view value) { return GlobMatchesIgnoreCase(value, wanted); });
}

bool TakesKey(const Catalog& catalog, ActionId action, std::string_view key) {
  return std::ranges::any_of(catalog.ConditionKeysOf(action), [&](ConditionKeyId id) {
    return EqualsIgnoreCase(catalog.ConditionKeyName(id), key);
  });
}

}  // namespace iamsift
