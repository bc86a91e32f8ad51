#include "analyzer/narrow/memory.h"

#include "analyzer/account/arn.h"
#include "analyzer/base/sha256.h"
#include "analyzer/eval/trust.h"
#include "analyzer/match/shrink.h"
#include "analyzer/narrow/exclusion.h"
#include "analyzer/narrow/tier.h"
#include "analyzer/narrow/wide.h"

namespace iamsift {

const ActionSet& NarrowMemory::KeptBy(Tier tier, const Catalog& catalog,
                                      const SensitiveActions& sensitive) {
  const auto [entry, is_new] = kept_.try_emplace(tier);
  if (is_new) entry->second = KeptByTier(tier, catalog, sensitive);
  return entry->second;
}

const ActionSet& NarrowMemory::TakenFromPowerUsers(const Catalog& catalog,
                                                   const SensitiveActions& sensitive) {
  if (!taken_from_power_users_) {
    taken_from_power_users_ = iamsift::TakenFromPowerUsers(catalog, sensitive);
  }
  return *taken_from_power_users_;
}

const std::vector<std::string>& NarrowMemory::Joined(const Catalog& catalog,
                                                     const std::vector<std::string>& patterns,
                                                     size_t room) {
  const auto [entry, is_new] = joined_.try_emplace({patterns, room});
  if (is_new) entry->second = JoinToFit(catalog, patterns, room);
  return entry->second;
}

const std::vector<std::string>& NarrowMemory::Shrunk(const Catalog& catalog,
                                                     const ActionSet& actions) {
  std::unique_ptr<std::vector<std::string>>& patterns = shrunk_[actions.Listed()];
  if (patterns == nullptr) {
    patterns = std::make_unique<std::vector<std::string>>(ShrinkActions(catalog, actions));
  }
  return *patterns;
}

const std::vector<ScopedActions>& NarrowMemory::Scoped(const Catalog& catalog,
                                                       const SensitiveActions& sensitive,
                                                       const ActionSet& actions,
                                                       const ArnScope& scope) {
  std::unique_ptr<std::vector<ScopedActions>>& scoped = scoped_[actions.Listed()];
  if (scoped == nullptr) {
    scoped = std::make_unique<std::vector<ScopedActions>>(
        ScopeByType(catalog, sensitive, actions, scope));
  }
  return *scoped;
}

const std::vector<const Principal*>& NarrowMemory::RolesTrusting(const CompiledAccount& compiled,
                                                                 std::string_view service) {
  const auto known = trusting_.find(service);
  if (known != trusting_.end()) return known->second;
  return trusting_.emplace(service, iamsift::RolesTrusting(compiled, service)).first->second;
}

const std::vector<NamedResource>& NarrowMemory::NamedIn(const CompiledDocument& compiled,
                                                        DocumentId document) {
  const auto [entry, is_new] = named_.try_emplace(document.value);
  if (is_new) entry->second = NamedResourcesOf(compiled);
  return entry->second;
}

const std::vector<ResourcePattern>& NarrowMemory::InfrastructureNames(const Account& account) {
  if (infrastructure_) return *infrastructure_;
  infrastructure_.emplace();
  for (const InfrastructureResource& resource : account.infrastructure) {
    if (resource.arn.empty()) continue;
    infrastructure_->push_back(CompileResourcePattern(resource.arn, LanguageVersion::k2012));
  }
  return *infrastructure_;
}

const std::vector<ResourcePattern>& NarrowMemory::InventoryNames(const Account& account) {
  if (listed_) return *listed_;
  listed_.emplace();
  if (inventory_ == nullptr) return *listed_;
  for (const InventoryRow& row : inventory_->rows()) {
    const std::string_view owner = row.account.empty() ? AccountOfArn(row.arn) : row.account;
    if (!owner.empty() && owner != account.id) continue;
    if (row.arn.find_first_of("*?$") != std::string_view::npos) continue;
    listed_->push_back(CompileResourcePattern(row.arn, LanguageVersion::k2012));
  }
  return *listed_;
}

const std::vector<ShownValues>& NarrowMemory::InfrastructureValues(const Account& account) {
  if (!values_) values_ = ValuesOfInfrastructure(account);
  return *values_;
}

const ObservedUse& NarrowMemory::UseOf(const Catalog& catalog, const Account& account,
                                       int32_t index) {
  const auto [entry, is_new] = uses_.try_emplace(index);
  if (is_new) entry->second = UseShownBy(catalog, account.usage[static_cast<size_t>(index)]);
  return entry->second;
}

const std::vector<ShownTenant>& NarrowMemory::ShownTenants(const CompiledAccount& compiled,
                                                           const SensitiveActions& sensitive) {
  if (!tenants_) tenants_ = ShownTenantsOf(compiled, sensitive);
  return *tenants_;
}

const AdmittingRoles& NarrowMemory::RolesAdmitting(const Account& account) {
  if (!admitting_) admitting_.emplace(account);
  return *admitting_;
}

std::optional<CheckedCut>& NarrowMemory::CheckOf(DocumentId document, std::string_view text) {
  return checks_[{document.value, Sha256(text)}];
}

const PolicyMeasure& NarrowMemory::Measure(AccountEvaluation& evaluation, DocumentId document) {
  const auto [entry, is_new] = measures_.try_emplace(document.value);
  if (is_new) {
    entry->second = MeasurePolicy(evaluation.compiled(), document, evaluation.reach());
  }
  return entry->second;
}

}  // namespace iamsift
