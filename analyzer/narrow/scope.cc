#include "analyzer/narrow/scope.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/match/resource_pattern.h"

namespace iamsift {
namespace {

constexpr size_t kMostTypesNamed = 10;

bool IsListed(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view ArnServiceOf(std::string_view arn) {
  const std::vector<std::string_view> parts = Split(arn, ':');
  return parts.size() > 2 ? parts[2] : std::string_view();
}

std::string OrStar(const std::string& text) { return text.empty() ? "*" : text; }

std::string WholeServiceArn(std::string_view arn_service, const ArnScope& scope) {
  return Concat({"arn:", scope.partition, ":", arn_service, ":", OrStar(scope.region), ":",
                 OrStar(scope.account), ":*"});
}

// Drops what another entry covers; the rest keeps its order. ARNs of different services cover
// nothing of each other.
void DropCovered(std::vector<std::string>& arns) {
  std::vector<std::vector<ResourcePattern>> compiled;
  for (const std::string& arn : arns) {
    compiled.push_back({CompileResourcePattern(arn, LanguageVersion::k2012)});
  }
  const auto covers = [&](size_t wide, size_t narrow) {
    return compiled[wide][0].service == compiled[narrow][0].service &&
           ContainsPattern(compiled[wide], compiled[narrow][0]);
  };
  std::vector<std::string> kept;
  for (size_t i = 0; i < arns.size(); ++i) {
    bool is_covered = false;
    for (size_t j = 0; j < arns.size() && !is_covered; ++j) {
      is_covered = i != j && covers(j, i) && (j < i || !covers(i, j));
    }
    if (!is_covered) kept.push_back(arns[i]);
  }
  arns = std::move(kept);
}

}  // namespace

TypeSet TypesOf(const Catalog& catalog, const SensitiveActions& sensitive, ActionId action) {
  const ConjunctiveAction* const conjunctive = sensitive.ConjunctiveOf(action);
  TypeSet types;
  for (const ActionResource& resource : catalog.ResourcesOf(action)) {
    const std::string_view name = catalog.ResourceTypeName(resource.type);
    const bool is_meant = conjunctive == nullptr || IsListed(conjunctive->usual, name) ||
                          std::any_of(conjunctive->needed.begin(), conjunctive->needed.end(),
                                      [&](const auto& either) { return IsListed(either, name); });
    if (is_meant) types.insert(resource.type);
  }
  return types;
}

std::vector<std::string> ArnsOf(const Catalog& catalog, const TypeSet& types, const ArnScope& scope,
                                const NamesOfType& names) {
  std::vector<std::string> arns, by_name;
  for (const ResourceTypeId type : types) {
    if (names && !names(type).empty()) {
      by_name.insert(by_name.end(), names(type).begin(), names(type).end());
      continue;
    }
    for (std::string& arn : TypeWideArns(catalog, type, scope)) {
      if (std::find(arns.begin(), arns.end(), arn) == arns.end()) arns.push_back(std::move(arn));
    }
  }
  if (types.size() > kMostTypesNamed) {
    std::set<std::string> services;
    for (const std::string& arn : arns) services.insert(std::string(ArnServiceOf(arn)));
    for (const std::string& service : services) {
      const auto of_service = [&](const std::string& arn) { return ArnServiceOf(arn) == service; };
      if (std::count_if(arns.begin(), arns.end(), of_service) >
          static_cast<ptrdiff_t>(kMostTypesNamed)) {
        arns.insert(arns.begin(), WholeServiceArn(service, scope));
      }
    }
  }
  arns.insert(arns.end(), by_name.begin(), by_name.end());
  DropCovered(arns);
  std::sort(arns.begin(), arns.end());
  return arns;
}

std::vector<ScopedActions> ScopeByType(const Catalog& catalog, const SensitiveActions& sensitive,
                                       const ActionSet& actions, const ArnScope& scope) {
  struct ServicePart {
    TypeSet all_types;
    std::map<TypeSet, ActionSet> by_types;
  };
  std::map<ServiceId, ServicePart> services;
  std::vector<ScopedActions> scoped;
  std::map<std::vector<std::string>, ScopedActions> by_resources;
  const auto add = [&](const TypeSet& types, const ActionSet& some) {
    std::vector<std::string> resources = ArnsOf(catalog, types, scope, {});
    ScopedActions& entry = by_resources[resources];
    entry.actions |= some;
    entry.types.insert(types.begin(), types.end());
    entry.resources = std::move(resources);
  };
  actions.ForEach([&](ActionId action) {
    const TypeSet types = TypesOf(catalog, sensitive, action);
    ServicePart& part = services[catalog.ServiceOf(action)];
    part.by_types.try_emplace(types, ActionSet(catalog)).first->second.Insert(action);
    if (sensitive.ConjunctiveOf(action) == nullptr) {
      part.all_types.insert(types.begin(), types.end());
    }
  });
  for (const auto& [service, part] : services) {
    const bool is_wide = part.all_types.size() > kMostTypesNamed;
    ActionSet together(catalog);
    for (const auto& [types, some] : part.by_types) {
      const bool stands_alone = some.Count() > 0 && sensitive.ConjunctiveOf(some.Actions()[0]);
      if (is_wide && !stands_alone) {
        together |= some;
      } else {
        add(types, some);
      }
    }
    if (!together.IsEmpty()) add(part.all_types, together);
  }
  std::map<ActionId, ScopedActions> by_first_action;
  for (auto& [resources, entry] : by_resources) {
    const ActionId first = entry.actions.Actions().front();
    by_first_action.emplace(first, std::move(entry));
  }
  for (auto& [first, entry] : by_first_action) scoped.push_back(std::move(entry));
  return scoped;
}

}  // namespace iamsift
