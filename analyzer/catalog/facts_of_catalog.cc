#include "analyzer/catalog/facts_of_catalog.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

class FactsReader {
 public:
  explicit FactsReader(const Catalog& catalog) : catalog_(catalog) {}

  CatalogFacts Read() {
    result_.facts.date = catalog_.date();
    result_.facts.sha256 = catalog_.facts_sha256();
    for (uint16_t service = 0; service < catalog_.ServiceCount(); ++service) {
      result_.facts.services.push_back(ReadService(ServiceId{service}));
    }
    for (size_t table = 0; table + 1 < kFactTableCount; ++table) {
      ReadTable(static_cast<FactTable>(table));
    }
    ReadTags();
    return std::move(result_);
  }

 private:
  ServiceFacts ReadService(ServiceId service);
  ResourceTypeFacts ReadResourceType(ResourceTypeId type);
  ActionFacts ReadAction(ActionId action);
  void ReadTable(FactTable table);
  void ReadTags();

  std::vector<std::string_view> NamesOf(std::span<const ConditionKeyId> keys) const {
    std::vector<std::string_view> names;
    for (const ConditionKeyId key : keys) names.push_back(catalog_.ConditionKeyName(key));
    return names;
  }

  std::string_view FullName(ActionId action) {
    return result_.names.Copy(catalog_.ActionFullName(action));
  }

  const Catalog& catalog_;
  CatalogFacts result_;
};

ServiceFacts FactsReader::ReadService(ServiceId service) {
  ServiceFacts facts = {.prefix = catalog_.ServicePrefix(service),
                        .name = catalog_.ServiceName(service),
                        .category = catalog_.ServiceCategory(service),
                        .supports_rcp = catalog_.ServiceSupportsRcp(service),
                        .resource_types = {},
                        .keys = {},
                        .actions = {}};
  const ResourceTypeRange types = catalog_.ResourceTypesOf(service);
  for (uint16_t type = types.first; type < types.last; ++type) {
    facts.resource_types.push_back(ReadResourceType(ResourceTypeId{type}));
  }
  for (const ServiceKey& key : catalog_.KeysOf(service)) {
    facts.keys.push_back({.name = catalog_.ConditionKeyName(key.key), .type = key.type});
  }
  const ActionRange actions = catalog_.ActionsOf(service);
  for (uint16_t action = actions.first; action < actions.last; ++action) {
    facts.actions.push_back(ReadAction(ActionId{action}));
  }
  return facts;
}

ResourceTypeFacts FactsReader::ReadResourceType(ResourceTypeId type) {
  ResourceTypeFacts facts = {.name = catalog_.ResourceTypeName(type),
                             .templates = {},
                             .keys = NamesOf(catalog_.ConditionKeysOf(type))};
  for (size_t index = 0; index < catalog_.TemplateCount(type); ++index) {
    facts.templates.push_back(catalog_.TemplateOf(type, index));
  }
  return facts;
}

ActionFacts FactsReader::ReadAction(ActionId action) {
  ActionFacts facts = {.name = catalog_.ActionName(action),
                       .level = catalog_.LevelOf(action),
                       .permission_only = catalog_.IsPermissionOnly(action),
                       .unknown_flags = catalog_.HasUnknownFlags(action),
                       .since = catalog_.SinceDay(action),
                       .resources = {},
                       .keys = NamesOf(catalog_.ConditionKeysOf(action)),
                       .dependents = {}};
  for (const ActionResource& resource : catalog_.ResourcesOf(action)) {
    facts.resources.push_back({.type = catalog_.ResourceTypeName(resource.type),
                               .required = resource.required,
                               .keys = NamesOf(catalog_.ConditionKeysOfList(resource.key_list))});
  }
  for (const ActionId dependent : catalog_.DependentsOf(action)) {
    facts.dependents.push_back(FullName(dependent));
  }
  return facts;
}

void FactsReader::ReadTable(FactTable table) {
  std::vector<FactRow>& rows = result_.facts.Rows(table);
  for (size_t row = 0; row < catalog_.RowCount(table); ++row) {
    FactRow fields;
    for (size_t column = 0; column < FormatOf(table).columns; ++column) {
      fields.push_back(catalog_.FieldAt(table, row, column));
    }
    rows.push_back(std::move(fields));
  }
}

void FactsReader::ReadTags() {
  std::vector<FactRow>& rows = result_.facts.Rows(FactTable::kActionTags);
  for (size_t action = 0; action < catalog_.ActionCount(); ++action) {
    const ActionId id{static_cast<uint16_t>(action)};
    if (catalog_.TagsOf(id) == 0) continue;
    rows.push_back({FullName(id), result_.names.Copy(TagLetters(catalog_.TagsOf(id)))});
  }
  std::sort(rows.begin(), rows.end(), [](const FactRow& a, const FactRow& b) {
    return CompareIgnoreCase(a.front(), b.front()) < 0;
  });
}

}  // namespace

CatalogFacts FactsOf(const Catalog& catalog) { return FactsReader(catalog).Read(); }

}  // namespace iamsift
