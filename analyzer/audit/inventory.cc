#include "analyzer/audit/inventory.h"

#include <algorithm>
#include <map>

#include "analyzer/match/shrink.h"

namespace iamsift {
SubjectKind SubjectKindOf(PrincipalKind kind) {
  switch (kind) {
    case PrincipalKind::kUser:
      return SubjectKind::kUser;
    case PrincipalKind::kRole:
      return SubjectKind::kRole;
    case PrincipalKind::kDocument:
      return SubjectKind::kDocument;
  }
  return SubjectKind::kUser;
}

LevelCounts CountByLevel(const Catalog& catalog, const ActionSet& actions) {
  LevelCounts levels;
  for (int level = 0; level < kAccessLevelCount; ++level) {
    levels.counts[level] =
        static_cast<uint32_t>(actions.CountIn(catalog.MaskOf(static_cast<AccessLevel>(level))));
  }
  return levels;
}

std::vector<PrincipalRow> InventoryOf(const AccountEvaluation& evaluation, uint32_t account_index) {
  std::vector<PrincipalRow> rows;
  rows.reserve(evaluation.principals().size());
  const Catalog& catalog = evaluation.catalog();
  for (const PrincipalPermissions& permissions : evaluation.principals()) {
    const Principal& principal =
        evaluation.account().principals[static_cast<size_t>(permissions.index)];
    const EffectivePermissions& effective = *permissions.effective;
    rows.push_back({.account = account_index,
                    .kind = SubjectKindOf(principal.kind),
                    .arn = std::string(principal.arn.empty() ? principal.name : principal.arn),
                    .name = std::string(principal.name),
                    .everywhere = CountByLevel(catalog, effective.everywhere),
                    .on_resources = CountByLevel(catalog, effective.on_resources),
                    .conditional = CountByLevel(catalog, effective.conditional),
                    .breadth = effective.breadth,
                    .is_admin = effective.is_admin,
                    .is_incomplete = !permissions.incomplete_because.empty(),
                    .incomplete_because = permissions.incomplete_because,
                    .place = {.input = principal.place.input,
                              .span = principal.place.span,
                              .json_pointer = std::string(principal.place.pointer)}});
  }
  return rows;
}

std::vector<RoleAccess> RoleAccessOf(const AccountEvaluation& evaluation) {
  const Catalog& catalog = evaluation.catalog();
  std::map<const EffectivePermissions*, RoleAccess> written;  // roles often share them
  std::vector<RoleAccess> roles;
  for (const PrincipalPermissions& permissions : evaluation.principals()) {
    const Principal& role = evaluation.account().principals[static_cast<size_t>(permissions.index)];
    const bool is_known = role.kind == PrincipalKind::kRole && !role.arn.empty() &&
                          permissions.incomplete_because.empty();
    if (!is_known) continue;
    const EffectivePermissions& effective = *permissions.effective;
    const auto [entry, is_new] = written.try_emplace(&effective);
    RoleAccess& access = entry->second;
    if (is_new) {
      access.everywhere = ShrinkActions(catalog, effective.everywhere);
      access.on_resources = ShrinkActions(catalog, effective.on_resources);
      access.conditional = ShrinkActions(catalog, effective.conditional);
    }
    access.arn = role.arn;
    roles.push_back(access);
  }
  std::ranges::sort(roles, {}, &RoleAccess::arn);
  return roles;
}

}  // namespace iamsift
