#pragma once

// From `*` to ARNs: the resources that a set of scopable actions needs, by the templates of their
// types.

#include <string>
#include <vector>

#include "analyzer/catalog/catalog.h"
#include "analyzer/match/action_set.h"
#include "analyzer/match/resource_template.h"
#include "analyzer/match/sensitive_actions.h"

namespace iamsift {

// Actions that share one list of ARNs.
struct ScopedActions {
  ActionSet actions;
  std::vector<std::string> resources;
};

// Groups the actions, all of which have resource types, by the types that they act on. An ARN
// service of which a service's actions need more than ten types is named whole:
// arn:<partition>:<service>:<region>:<account>:*.
std::vector<ScopedActions> ScopeByType(const Catalog& catalog, const SensitiveActions& sensitive,
                                       const ActionSet& actions, const ArnScope& scope);

}  // namespace iamsift
