#include "analyzer/narrow/tier.h"

#include <optional>

namespace iamsift {
namespace {

ActionSet OfLevel(const Catalog& catalog, AccessLevel level) {
  return ActionSet::FromMask(catalog.MaskOf(level));
}

ActionSet ViewActions(const Catalog& catalog, const SensitiveActions& sensitive) {
  ActionSet kept = OfLevel(catalog, AccessLevel::kList);
  kept |= OfLevel(catalog, AccessLevel::kRead);
  // EX-008, configuration that may hold secrets, stays: without it nothing could be looked at.
  for (const char* const set :
       {"EX-001", "EX-002", "EX-003", "EX-004", "EX-005", "EX-006", "EX-007"}) {
    kept -= sensitive.Set(set);
  }
  kept -= sensitive.Family("CR-");
  kept -= sensitive.pass_actions();
  return kept;
}

ActionSet UseActions(const Catalog& catalog, const SensitiveActions& sensitive) {
  ActionSet kept = ViewActions(catalog, sensitive);
  for (const char* const set : {"EX-001", "EX-007"}) {
    ActionSet reads = sensitive.Set(set);
    ActionSet levels = OfLevel(catalog, AccessLevel::kList);
    levels |= OfLevel(catalog, AccessLevel::kRead);
    reads &= levels;
    kept |= reads;
  }
  for (uint16_t id = 0; id < catalog.ActionCount(); ++id) {
    if (catalog.ActionName(ActionId{id}).starts_with("Invoke")) kept.Insert(ActionId{id});
  }
  return kept;
}

ActionSet OperateActions(const Catalog& catalog, const SensitiveActions& sensitive) {
  ActionSet kept(catalog);
  kept.Insert(ActionRange{0, static_cast<uint16_t>(catalog.ActionCount())});
  kept -= OfLevel(catalog, AccessLevel::kPermissionsManagement);
  for (const char* const family : {"XP-", "CR-", "LG-", "PS-"}) kept -= sensitive.Family(family);
  for (const char* const set : {"IM-001", "IM-002", "IM-006"}) kept -= sensitive.Set(set);
  return kept;
}

}  // namespace

ActionSet KeptByTier(Tier tier, const Catalog& catalog, const SensitiveActions& sensitive) {
  ActionSet kept = tier == Tier::kView  ? ViewActions(catalog, sensitive)
                   : tier == Tier::kUse ? UseActions(catalog, sensitive)
                                        : OperateActions(catalog, sensitive);
  if (const std::optional<ActionId> pass_role = catalog.FindAction("iam:PassRole")) {
    kept.Remove(*pass_role);
  }
  return kept.Listed();
}

}  // namespace iamsift
