#include "rules/ml/lacking.h"

#include <algorithm>

#include "analyzer/base/text.h"
#include "rules/broad/narrowed_by.h"

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

bool TakesKey(const Catalog& catalog, ActionId action, std::string_view key) {
  return std::ranges::any_of(catalog.ConditionKeysOf(action), [&](ConditionKeyId id) {
    return EqualsIgnoreCase(catalog.ConditionKeyName(id), key);
  });
}

}  // namespace iamsift
