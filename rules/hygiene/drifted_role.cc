// HY-021

#include <algorithm>
#include <string>
#include <vector>

#include "analyzer/audit/inventory.h"
#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/finding/previous_role.h"
#include "rules/hygiene/account_roles.h"

namespace iamsift {
namespace {

ActionSet ActionsOf(const Catalog& catalog, const std::vector<std::string>& patterns) {
  ActionSet actions(catalog);
  for (const std::string& pattern : patterns) {
    InsertPattern(actions, CompileActionPattern(catalog, pattern));
  }
  return actions;
}

// Actions that one of two sets has and the other has not.
ActionSet Difference(ActionSet before, const ActionSet& now) {
  ActionSet more = now;
  more -= before;
  before -= now;
  more |= before;
  return more;
}

struct Drift {
  size_t actions = 0;
  bool is_least = false;  // there may be more: the previous report only counts
  ActionSet gained, lost, moved;
};

Drift DriftFrom(const RoleAccess& access, const EffectivePermissions& now, const Catalog& catalog) {
  const ActionSet everywhere = ActionsOf(catalog, access.everywhere);
  const ActionSet on_resources = ActionsOf(catalog, access.on_resources);
  const ActionSet conditional = ActionsOf(catalog, access.conditional);
  ActionSet before = everywhere;
  ActionSet after = now.everywhere;
  ActionSet changed(catalog);
  (before |= on_resources) |= conditional;
  (after |= now.on_resources) |= now.conditional;
  changed |= Difference(everywhere, now.everywhere);
  changed |= Difference(on_resources, now.on_resources);
  changed |= Difference(conditional, now.conditional);
  Drift drift{.actions = changed.Count(), .gained = after, .lost = before, .moved = changed};
  drift.gained -= before;
  drift.lost -= after;
  (drift.moved -= drift.gained) -= drift.lost;
  return drift;
}

// How many actions must have changed for such counts: each changes one count up, one down, or both.
Drift DriftFrom(const PreviousRole& role, const EffectivePermissions& now, const Catalog& catalog) {
  if (role.tells_actions) return DriftFrom(role.access, now, catalog);
  const LevelCounts before[] = {role.everywhere, role.on_resources, role.conditional};
  const LevelCounts after[] = {CountByLevel(catalog, now.everywhere),
                               CountByLevel(catalog, now.on_resources),
                               CountByLevel(catalog, now.conditional)};
  Drift drift{.is_least = true};
  for (int level = 0; level < kAccessLevelCount; ++level) {
    size_t up = 0;
    size_t down = 0;
    for (size_t scope = 0; scope < std::size(before); ++scope) {
      const uint32_t was = before[scope].counts[level];
      const uint32_t is = after[scope].counts[level];
      if (is > was) up += is - was;
      if (was > is) down += was - is;
    }
    drift.actions += std::max(up, down);
  }
  return drift;
}

std::string Describe(const Principal& role, const Drift& drift) {
  const std::string count = Counted(drift.actions, "action");
  if (drift.is_least) {
    return Concat({"What the role `", role.name, "` can do differs by ", count,
                   " at least from the previous scan."});
  }
  return Concat({"What the role `", role.name, "` can do differs by ", count,
                 " from the previous scan: ", std::to_string(drift.gained.Count()), " more, ",
                 std::to_string(drift.lost.Count()), " less, ", std::to_string(drift.moved.Count()),
                 " with another reach."});
}

void Check(const PrincipalView& view, const RuleContext& context, PlaceSink& findings) {
  const Principal& role = view.principal;
  if (!IsRoleOfTheAccount(role)) return;
  const std::span<const PreviousRole> roles = context.options.previous_roles;
  const auto previous = std::ranges::lower_bound(
      roles, role.arn, {}, [](const PreviousRole& r) { return std::string_view(r.access.arn); });
  if (previous == roles.end() || previous->access.arn != role.arn) return;
  Drift drift = DriftFrom(*previous, *view.permissions.effective, context.catalog);
  if (drift.actions <= static_cast<size_t>(context.options.drifted_actions)) return;
  Hit& hit = findings.Report(role, Describe(role, drift));
  ActionSet changed = std::move(drift.gained);
  (changed |= drift.lost) |= drift.moved;
  changed.ForEach(
      [&](ActionId action) { hit.actions.push_back(context.catalog.ActionFullName(action)); });
  if (view.permissions.incomplete_because.empty()) return;
  hit.confidence = Confidence::kConditional;
  hit.assumptions.emplace_back("document");
}

}  // namespace

extern constinit const Rule kDriftedRole = {
    .card = {.id = "HY-021",
             .name = "drifted-role",
             .title = "A role can do more or less than at the previous scan",
             .severity = Severity::kInfo,
             .why = "A change of what a role can do deserves a look, whoever made it.",
             .remedy = "Compare the two scans; if the change is meant, make a new baseline.",
             .references = "CWE-1220",
             .source = "IAM User Guide, Security best practices in IAM"},
    .check = &Check,
};

}  // namespace iamsift
