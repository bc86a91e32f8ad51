#include "rules/broad/written_actions.h"

#include <algorithm>

namespace iamsift {

bool WritesEveryAction(const CompiledStatement& statement) {
  return !statement.written->actions.is_negated &&
         std::ranges::any_of(statement.patterns, &ActionPattern::is_everything);
}

bool NamesItsActions(const CompiledStatement& statement) {
  return !statement.written->actions.is_negated && !WritesEveryAction(statement);
}

std::optional<ActionId> NamedAction(const Catalog& catalog, const CompiledStatement& statement,
                                    std::string_view name) {
  if (!NamesItsActions(statement)) return std::nullopt;
  const bool is_named = std::ranges::any_of(statement.patterns, [&](const ActionPattern& pattern) {
    return GlobMatchesIgnoreCase(pattern.text, name);
  });
  return is_named ? catalog.FindAction(name) : std::nullopt;
}

int ItemGranting(const CompiledStatement& statement, ActionId action) {
  const auto found = std::ranges::find_if(
      statement.patterns, [&](const ActionPattern& pattern) { return pattern.Contains(action); });
  return found == statement.patterns.end() ? -1
                                           : static_cast<int>(found - statement.patterns.begin());
}

bool CoversWholeService(const Catalog& catalog, const ActionPattern& pattern) {
  return std::ranges::any_of(pattern.ranges, [&](ActionRange range) {
    const ActionRange service = catalog.ActionsOf(catalog.ServiceOf(ActionId{range.first}));
    // A range is not cut where services meet, so it may begin in one and hold all of the next.
    return (range.first <= service.first && service.last <= range.last) ||
           (service.last < range.last &&
            catalog.ActionsOf(catalog.ServiceOf(ActionId{service.last})).last <= range.last);
  });
}

ActionSet ActionsOf(const Catalog& catalog, const ActionPattern& pattern) {
  ActionSet actions(catalog);
  for (const ActionRange range : pattern.ranges) actions.Insert(range);
  return actions;
}

}  // namespace iamsift
