#include "rules/broad/whole_service.h"

#include <set>
#include <utility>

#include "rules/broad/wide_grant.h"
#include "rules/broad/written_actions.h"

namespace iamsift {
namespace {

// Services that a wildcard of the statement touches: names alone never make a service whole.
std::set<ServiceId> WildcardServices(const Catalog& catalog, const CompiledStatement& statement) {
  std::set<ServiceId> services;
  for (const ActionPattern& pattern : statement.patterns) {
    if (!pattern.has_wildcard) continue;
    for (const ActionRange range : pattern.ranges) {
      uint16_t at = range.first;
      while (at < range.last) {
        const ServiceId service = catalog.ServiceOf(ActionId{at});
        services.insert(service);
        at = catalog.ActionsOf(service).last;
      }
    }
  }
  return services;
}

int ItemCovering(const CompiledStatement& statement, ActionRange service) {
  for (size_t i = 0; i < statement.patterns.size(); ++i) {
    for (const ActionRange range : statement.patterns[i].ranges) {
      if (range.first <= service.first && service.last <= range.last) return static_cast<int>(i);
    }
  }
  return -1;
}

bool IsTold(const GrantView& view, const RuleContext& context) {
  const CompiledStatement& statement = view.statement;
  if (statement.written->actions.is_negated || statement.resources.is_negated) return true;
  if (!WritesEveryAction(statement)) return false;
  return !statement.resources.IsEverything() || !statement.IsUnconditional() ||
         IsAdminGrant(view, context);
}

}  // namespace

bool IsAdminGrant(const GrantView& view, const RuleContext& context) {
  return IsAdmin(context.catalog, view.grant.Live());
}

std::vector<WholeService> WholeServicesOf(const GrantView& view, const RuleContext& context) {
  std::vector<WholeService> whole;
  if (IsTold(view, context)) return whole;
  const std::set<ServiceId> candidates = WildcardServices(context.catalog, view.statement);
  if (candidates.empty()) return whole;
  const ActionSet live = view.grant.Live();
  for (const ServiceId service : candidates) {
    const ActionRange actions = context.catalog.ActionsOf(service);
    const size_t size = static_cast<size_t>(actions.last - actions.first);
    if (view.statement.actions.CountIn(actions) < size) continue;
    if (2 * view.grant.taken.CountIn(actions) > size || live.CountIn(actions) == 0) continue;
    ActionSet of_service(context.catalog);
    of_service.Insert(actions);
    of_service &= live;
    whole.push_back({.service = service,
                     .item = ItemCovering(view.statement, actions),
                     .is_wide = !WideAmong(std::move(of_service), view, context).IsEmpty()});
  }
  return whole;
}

}  // namespace iamsift
