#pragma once

// Whether an action is allowed without a condition that is made to limit it.

#include <span>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "rules/exposure/open_grants.h"

namespace iamsift {

// No test on one of the keys limits the action, or asks at least that the key be given: neither in
// the statement nor in a Deny or the boundary.
//
// keys  lower case; one that ends in `*` is a prefix.
bool LacksCondition(const PolicyView& view, const RuleContext& context, const Grant& grant,
                    ActionId action, std::span<const std::string_view> keys);

// Reports that the actions are allowed without `lack`; nothing when there are none.
void ReportLack(DocumentSink& findings, const PolicyView& view, const RuleContext& context,
                const OpenGrants& open, std::string_view lack);

ActionSet NamedActions(const RuleContext& context, std::span<const std::string_view> names);

// One of the values takes in `wanted`.
bool TakesValue(const ConditionAtom& atom, std::string_view wanted);

// Whether the catalog lists the key (lower case) with the action.
bool TakesKey(const Catalog& catalog, ActionId action, std::string_view key);

// The SageMaker actions that begin with Create and that `is_meant` picks by name and keys.
template <typename IsMeant>
ActionSet CreatingActions(const Catalog& catalog, IsMeant is_meant) {
  ActionSet actions(catalog);
  const std::optional<ServiceId> service = catalog.FindService("sagemaker");
  if (!service) return actions;
  const ActionRange range = catalog.ActionsWithPrefix(*service, "Create");
  for (uint16_t id = range.first; id < range.last; ++id) {
    if (is_meant(ActionId{id})) actions.Insert(ActionId{id});
  }
  return actions;
}

}  // namespace iamsift
