#include "analyzer/eval/administrator.h"

#include <algorithm>

namespace iamsift {
namespace {

// Nine tenths: an administrator whose policy spares a few actions is one all the same.
constexpr double kAdminShareOfWrites = 0.9;

}  // namespace

bool IsAdminTogether(const Catalog& catalog, std::span<const ActionSet* const> parts) {
  const std::optional<ServiceId> iam = catalog.FindService("iam");
  if (!iam) return false;
  const ActionRange iam_actions = catalog.ActionsOf(*iam);
  for (uint16_t id = iam_actions.first; id < iam_actions.last; ++id) {
    const AccessLevel level = catalog.LevelOf(ActionId{id});
    const bool counts =
        level == AccessLevel::kWrite || level == AccessLevel::kPermissionsManagement;
    const auto holds = [&](const ActionSet* part) { return part->Contains(ActionId{id}); };
    // The first of them tells nearly everybody from an administrator.
    if (counts && std::none_of(parts.begin(), parts.end(), holds)) return false;
  }
  ActionSet everywhere(catalog);
  for (const ActionSet* const part : parts) everywhere |= *part;
  const std::span<const uint64_t> write_mask = catalog.MaskOf(AccessLevel::kWrite);
  return static_cast<double>(everywhere.CountIn(write_mask)) >=
         kAdminShareOfWrites * static_cast<double>(ActionSet::FromMask(write_mask).Count());
}

}  // namespace iamsift
