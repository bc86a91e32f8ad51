#include "rules/trust/service_principals.h"

#include <algorithm>
#include <set>

#include "analyzer/base/text.h"
#include "analyzer/policy/nearest_name.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

constexpr std::string_view kPlainSuffix = ".amazonaws.com";

struct TrustedService {
  std::string_view label;
  std::string_view group;
};

struct ServiceTables {
  std::vector<TrustedService> trusted;         // sorted by label
  std::vector<std::string_view> taking_roles;  // of passrole.tsv, sorted
};

const ServiceTables& TablesOf(const RuleContext& context) {
  return context.memory->Once<ServiceTables>([&] {
    ServiceTables tables;
    for (const FactCells& cells : FactRows(EmbeddedTrustedServices())) {
      tables.trusted.push_back({.label = cells[0], .group = cells[2]});
    }
    std::ranges::sort(tables.trusted, {}, &TrustedService::label);
    std::set<std::string_view> taking_roles;
    for (const PassAction& pass : context.sensitive.passes()) {
      taking_roles.insert(pass.services.begin(), pass.services.end());
    }
    tables.taking_roles.assign(taking_roles.begin(), taking_roles.end());
    return tables;
  });
}

const TrustedService* FindTrusted(const RuleContext& context, std::string_view principal) {
  const std::vector<TrustedService>& rows = TablesOf(context).trusted;
  const std::string_view label = ServiceLabel(context.catalog, principal);
  const auto row = std::ranges::lower_bound(rows, label, {}, &TrustedService::label);
  return row == rows.end() || row->label != label ? nullptr : &*row;
}

std::string_view WithoutSuffix(std::string_view name) {
  return name.substr(0, name.size() - kPlainSuffix.size());
}

bool IsListed(const RuleContext& context, std::string_view principal) {
  return context.catalog.IsServicePrincipal(principal) ||
         std::ranges::binary_search(TablesOf(context).taking_roles, principal);
}

}  // namespace

bool IsKnownService(const RuleContext& context, std::string_view principal) {
  if (IsListed(context, principal)) return true;
  const std::string_view label = ServiceLabel(context.catalog, principal);
  return !label.empty() && IsListed(context, Concat({label, kPlainSuffix}));
}

std::string NearestService(const RuleContext& context, std::string_view principal) {
  std::vector<std::string_view> labels;
  const auto add = [&](std::string_view name) {
    if (name.ends_with(kPlainSuffix)) labels.push_back(WithoutSuffix(name));
  };
  for (const std::string_view name : TablesOf(context).taking_roles) add(name);
  const Catalog& catalog = context.catalog;
  for (size_t row = 0; row < catalog.RowCount(FactTable::kServicePrincipals); ++row) {
    add(catalog.FieldAt(FactTable::kServicePrincipals, row, 0));
  }
  const std::string_view label = ServiceLabel(catalog, principal);
  std::string_view nearest = label.empty() ? "" : NearestName(label, labels);
  // The suffix, or a Region behind the service, may be what is wrong.
  if (nearest.empty()) nearest = NearestName(principal.substr(0, principal.find('.')), labels);
  return nearest.empty() ? "" : Concat({nearest, kPlainSuffix});
}

bool ActsForCallers(const RuleContext& context, std::string_view principal) {
  return context.sensitive.ActsForCallers(ServiceLabel(context.catalog, principal));
}

std::string_view ServiceGroup(const RuleContext& context, std::string_view principal) {
  const TrustedService* const service = FindTrusted(context, principal);
  if (service != nullptr && !service->group.empty()) return service->group;
  const std::string_view label = ServiceLabel(context.catalog, principal);
  return label.substr(label.rfind('.') + 1);
}

}  // namespace iamsift
