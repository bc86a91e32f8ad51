#pragma once

// What the suggestions for one account's policies ask again and again, answered once: templates are
// copied from role to role, so the same sets of actions come back under other resources.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/account/resource_policies.h"
#include "analyzer/eval/compiled_account.h"
#include "analyzer/finding/finding.h"
#include "analyzer/match/sensitive_actions.h"
#include "analyzer/narrow/admitting_roles.h"
#include "analyzer/narrow/measure.h"
#include "analyzer/narrow/observed.h"
#include "analyzer/narrow/scope.h"
#include "analyzer/narrow/shown_names.h"
#include "analyzer/narrow/shown_tenants.h"
#include "analyzer/narrow/shown_values.h"

namespace iamsift {

// A policy in the place of a document, held against it.
struct CheckedCut {
  std::string proof;  // that it grants nothing new; "": none was found, and nothing below is known
  int breadth = 0;
  uint32_t actions = 0;
  LevelCounts gone;  // of the document's actions

  bool IsProved() const { return !proof.empty(); }
};

// One catalog, one account and one scope throughout; not for several threads.
class NarrowMemory {
 public:
  // inventory  resources of whichever account; null for none. Must outlive it.
  explicit NarrowMemory(const ResourceInventory* inventory = nullptr) : inventory_(inventory) {}

  // All actions of the catalog that the tier keeps.
  const ActionSet& KeptBy(Tier tier, const Catalog& catalog, const SensitiveActions& sensitive);
  // TakenFromPowerUsers.
  const ActionSet& TakenFromPowerUsers(const Catalog& catalog, const SensitiveActions& sensitive);
  // JoinToFit.
  const std::vector<std::string>& Joined(const Catalog& catalog,
                                         const std::vector<std::string>& patterns, size_t room);
  // ShrinkActions.
  const std::vector<std::string>& Shrunk(const Catalog& catalog, const ActionSet& actions);
  // ScopeByType.
  const std::vector<ScopedActions>& Scoped(const Catalog& catalog,
                                           const SensitiveActions& sensitive,
                                           const ActionSet& actions, const ArnScope& scope);
  // RolesTrusting.
  const std::vector<const Principal*>& RolesTrusting(const CompiledAccount& compiled,
                                                     std::string_view service);
  // NamedResourcesOf.
  const std::vector<NamedResource>& NamedIn(const CompiledDocument& compiled, DocumentId document);
  // The ARNs that infrastructure code tells.
  const std::vector<ResourcePattern>& InfrastructureNames(const Account& account);
  // The ARNs that the inventory lists of the account and doesn't say to be another's.
  const std::vector<ResourcePattern>& InventoryNames(const Account& account);
  // Those of them that are names of one type, for whoever finds them to keep; nullopt: not looked
  // for yet.
  std::optional<std::vector<std::string>>& InventoryNamesOf(ResourceTypeId type) {
    return inventory_names_of_[type];
  }
  // ValuesOfInfrastructure.
  const std::vector<ShownValues>& InfrastructureValues(const Account& account);
  // UseShownBy, of Account::usage[index].
  const ObservedUse& UseOf(const Catalog& catalog, const Account& account, int32_t index);
  // ShownTenantsOf.
  const std::vector<ShownTenant>& ShownTenants(const CompiledAccount& compiled,
                                               const SensitiveActions& sensitive);
  const AdmittingRoles& RolesAdmitting(const Account& account);
  // Of a policy with this text in the place of a document of the account, for whoever checks it to
  // keep; nullopt: not checked yet.
  std::optional<CheckedCut>& CheckOf(DocumentId document, std::string_view text);
  // Of a document of the account.
  const PolicyMeasure& Measure(AccountEvaluation& evaluation, DocumentId document);

 private:
  std::map<Tier, ActionSet> kept_;
  std::optional<ActionSet> taken_from_power_users_;
  std::map<std::pair<std::vector<std::string>, size_t>, std::vector<std::string>> joined_;
  // Pointers stay valid while the maps grow.
  absl::flat_hash_map<ActionSet, std::unique_ptr<std::vector<std::string>>> shrunk_;
  absl::flat_hash_map<ActionSet, std::unique_ptr<std::vector<ScopedActions>>> scoped_;
  std::map<std::string, std::vector<const Principal*>, std::less<>> trusting_;
  std::map<uint32_t, PolicyMeasure> measures_;
  // By document and the text's SHA-256: texts are long.
  std::map<std::pair<uint32_t, std::array<uint8_t, 32>>, std::optional<CheckedCut>> checks_;
  std::map<int32_t, ObservedUse> uses_;
  std::optional<AdmittingRoles> admitting_;
  std::map<uint32_t, std::vector<NamedResource>> named_;
  const ResourceInventory* inventory_;
  std::optional<std::vector<ResourcePattern>> infrastructure_, listed_;
  std::map<ResourceTypeId, std::optional<std::vector<std::string>>> inventory_names_of_;
  std::optional<std::vector<ShownValues>> values_;
  std::optional<std::vector<ShownTenant>> tenants_;
};

}  // namespace iamsift
