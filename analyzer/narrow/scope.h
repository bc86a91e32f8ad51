#pragma once

// From `*` to ARNs: the resources that a set of scopable actions needs, by the templates of their
// types.

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "analyzer/catalog/catalog.h"
#include "analyzer/match/action_set.h"
#include "analyzer/match/resource_template.h"
#include "analyzer/match/sensitive_actions.h"

namespace iamsift {

using TypeSet = std::set<ResourceTypeId>;

// Actions that share one list of ARNs.
struct ScopedActions {
  ActionSet actions;
  TypeSet types;
  std::vector<std::string> resources;
};

// The types that the action acts on; for one that needs several at once, those and the usual
// further ones.
TypeSet TypesOf(const Catalog& catalog, const SensitiveActions& sensitive, ActionId action);

// Names to write in place of all of a type; none: the type is meant whole.
using NamesOfType = std::function<const std::vector<std::string>&(ResourceTypeId)>;

// ARNs for the types, sorted.
// names  may be empty: every type is meant whole
std::vector<std::string> ArnsOf(const Catalog& catalog, const TypeSet& types, const ArnScope& scope,
                                const NamesOfType& names);

// Groups the actions, all of which have resource types, by the types that they act on. An ARN
// service of which a service's actions need more than ten types is named whole:
// arn:<partition>:<service>:<region>:<account>:*.
std::vector<ScopedActions> ScopeByType(const Catalog& catalog, const SensitiveActions& sensitive,
                                       const ActionSet& actions, const ArnScope& scope);

}  // namespace iamsift
