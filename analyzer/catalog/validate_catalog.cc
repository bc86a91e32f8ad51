#include "analyzer/catalog/validate_catalog.h"

#include <algorithm>
#include <limits>
#include <span>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/catalog/format/fact_tables.h"
#include "analyzer/catalog/format/frame.h"
#include "analyzer/catalog/format/layout.h"

namespace iamsift {
namespace {

using layout::ConditionKeyRecord;
using layout::KeyPatternRecord;
using layout::ResourceTypeRecord;
using layout::ServiceRecord;

constexpr size_t kMostIds = std::numeric_limits<uint16_t>::max();

bool IsPrintable(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

// Holds the counts that ids are held against. Its steps are in an order such that each reads only
// what an earlier one has found sound.
class CatalogValidator {
 public:
  explicit CatalogValidator(const char* base) : base_(base) {}

  absl::Status Run() {
    IAMSIFT_RETURN_IF_ERROR(CountEverything());
    IAMSIFT_RETURN_IF_ERROR(CheckTables());
    IAMSIFT_RETURN_IF_ERROR(CheckConditionKeys());
    IAMSIFT_RETURN_IF_ERROR(CheckKeyPatterns());
    IAMSIFT_RETURN_IF_ERROR(CheckLists());
    IAMSIFT_RETURN_IF_ERROR(CheckServices());
    IAMSIFT_RETURN_IF_ERROR(CheckResourceTypes());
    IAMSIFT_RETURN_IF_ERROR(CheckServiceContents());
    IAMSIFT_RETURN_IF_ERROR(CheckActionColumns());
    return CheckMasks();
  }

 private:
  template <typename T>
  std::span<const T> Entries(uint32_t section) const {
    return SectionOf<T>(base_, section);
  }

  template <typename T>
  absl::Status Count(uint32_t section, std::string_view what, size_t at_least, size_t* count) {
    const uint32_t bytes = EntryOf(base_, section).bytes;
    *count = bytes / sizeof(T);
    if (bytes % sizeof(T) != 0 || *count < at_least || *count - at_least > kMostIds) {
      return Damaged(Concat({"the section of ", what, " has the wrong size"}));
    }
    return absl::OkStatus();
  }

  absl::Status CountEverything();
  absl::Status CheckTable(FactTable table);
  absl::Status CheckTables();
  absl::Status CheckConditionKeys();
  absl::Status CheckKeyPatterns();
  absl::Status CheckLists();
  absl::Status CheckServices();
  absl::Status CheckResourceTypes();
  absl::Status CheckServiceContents();
  absl::Status CheckActionColumns();
  absl::Status CheckMasks();

  template <typename NameAt>
  absl::Status CheckRising(size_t first, size_t last, std::string_view what, NameAt name_at);
  template <typename T>
  absl::Status CheckListOffsets(uint32_t section, std::string_view what, size_t* lists);
  absl::Status CheckColumn(uint32_t section, size_t limit, std::string_view what);
  int CompareRows(FactTable table, size_t row) const;

  bool IsString(layout::StringId id) const { return id < strings_; }
  std::string_view String(layout::StringId id) const { return StringAt(base_, id); }

  const char* base_;
  size_t strings_ = 0;
  size_t services_ = 0;
  size_t actions_ = 0;
  size_t types_ = 0;
  size_t templates_ = 0;
  size_t keys_ = 0;
  size_t service_keys_ = 0;
  size_t patterns_ = 0;
  size_t resource_lists_ = 0;
  size_t key_lists_ = 0;
  size_t action_lists_ = 0;
};

absl::Status CatalogValidator::CountEverything() {
  strings_ = Entries<uint32_t>(layout::kStringOffsets).size() - 1;
  IAMSIFT_RETURN_IF_ERROR(Count<ServiceRecord>(layout::kServices, "services", 1, &services_));
  --services_;
  IAMSIFT_RETURN_IF_ERROR(Count<uint8_t>(layout::kActionLevels, "access levels", 0, &actions_));
  IAMSIFT_RETURN_IF_ERROR(
      Count<ResourceTypeRecord>(layout::kResourceTypes, "resource types", 1, &types_));
  --types_;
  IAMSIFT_RETURN_IF_ERROR(Count<layout::StringId>(layout::kTemplates, "templates", 0, &templates_));
  IAMSIFT_RETURN_IF_ERROR(
      Count<ConditionKeyRecord>(layout::kConditionKeys, "condition keys", 0, &keys_));
  IAMSIFT_RETURN_IF_ERROR(
      Count<ServiceKey>(layout::kServiceKeys, "keys of services", 0, &service_keys_));
  IAMSIFT_RETURN_IF_ERROR(
      Count<KeyPatternRecord>(layout::kKeyPatterns, "key patterns", 0, &patterns_));
  IAMSIFT_RETURN_IF_ERROR(CheckEntryCount(base_, layout::kActionFlags, 1, actions_, "flags"));
  IAMSIFT_RETURN_IF_ERROR(CheckEntryCount(base_, layout::kActionSince, 2, actions_, "dates"));
  IAMSIFT_RETURN_IF_ERROR(
      CheckEntryCount(base_, layout::kActionNameOffsets, 4, actions_ + 1, "action names"));
  IAMSIFT_RETURN_IF_ERROR(CheckEntryCount(base_, layout::kMasks, sizeof(uint64_t),
                                          layout::kMaskCount * ((actions_ + 63) / 64), "masks"));
  return CheckOffsets(Entries<uint32_t>(layout::kActionNameOffsets),
                      Entries<char>(layout::kActionNameBytes).size(), "action names");
}

int CatalogValidator::CompareRows(FactTable table, size_t row) const {
  const FactTableFormat& format = FormatOf(table);
  const uint32_t section = layout::kFirstTable + static_cast<uint32_t>(table);
  const auto* const cells = Entries<layout::StringId>(section).data() + row * format.columns;
  for (size_t column = 0; column < format.key_columns; ++column) {
    const std::string_view here = String(cells[column]);
    const std::string_view next = String(cells[format.columns + column]);
    const int order =
        format.order == RowOrder::kBytes ? here.compare(next) : CompareIgnoreCase(here, next);
    if (order != 0) return order;
  }
  return 0;
}

absl::Status CatalogValidator::CheckTable(FactTable table) {
  const FactTableFormat& format = FormatOf(table);
  const uint32_t section = layout::kFirstTable + static_cast<uint32_t>(table);
  const auto cells = Entries<layout::StringId>(section);
  if (EntryOf(base_, section).bytes % (format.columns * sizeof(layout::StringId)) != 0 ||
      cells.size() / format.columns > kMostIds) {
    return Damaged(Concat({"the table ", format.file, " has the wrong size"}));
  }
  for (const layout::StringId cell : cells) {
    if (!IsString(cell)) return Damaged(Concat({"a field of the table ", format.file}));
  }
  for (size_t row = 0; row + 1 < cells.size() / format.columns; ++row) {
    if (CompareRows(table, row) >= 0) {
      return Damaged(Concat({"the rows of the table ", format.file, " are out of order"}));
    }
  }
  return absl::OkStatus();
}

absl::Status CatalogValidator::CheckTables() {
  for (uint32_t table = 0; table < layout::kStoredTableCount; ++table) {
    IAMSIFT_RETURN_IF_ERROR(CheckTable(static_cast<FactTable>(table)));
  }
  return absl::OkStatus();
}

template <typename NameAt>
absl::Status CatalogValidator::CheckRising(size_t first, size_t last, std::string_view what,
                                           NameAt name_at) {
  for (size_t at = first; at + 1 < last; ++at) {
    if (CompareIgnoreCase(name_at(at), name_at(at + 1)) >= 0) {
      return Damaged(Concat({what, " are out of order"}));
    }
  }
  return absl::OkStatus();
}

absl::Status CatalogValidator::CheckConditionKeys() {
  const size_t global_rows =
      Entries<layout::StringId>(layout::kFirstTable + static_cast<uint32_t>(FactTable::kGlobalKeys))
          .size() /
      FormatOf(FactTable::kGlobalKeys).columns;
  const auto keys = Entries<ConditionKeyRecord>(layout::kConditionKeys);
  for (const ConditionKeyRecord& key : keys) {
    const bool row_is_sound = key.global_row == layout::kNotGlobal || key.global_row < global_rows;
    if (!IsString(key.name) || key.type >= kKeyTypeCount || key.canonical >= keys_ ||
        !row_is_sound) {
      return Damaged("a condition key");
    }
  }
  for (const ServiceKey& key : Entries<ServiceKey>(layout::kServiceKeys)) {
    if (key.key.value >= keys_ || static_cast<int>(key.type) >= kKeyTypeCount) {
      return Damaged("a condition key of a service");
    }
  }
  return CheckRising(0, keys_, "condition keys",
                     [&](size_t key) { return String(keys[key].name); });
}

absl::Status CatalogValidator::CheckKeyPatterns() {
  const auto patterns = Entries<KeyPatternRecord>(layout::kKeyPatterns);
  for (const KeyPatternRecord& pattern : patterns) {
    if (!IsString(pattern.text) || pattern.key >= keys_ || !IsPrintable(String(pattern.text))) {
      return Damaged("a pattern of condition keys");
    }
  }
  for (size_t at = 0; at + 1 < patterns.size(); ++at) {
    if (String(patterns[at].text) > String(patterns[at + 1].text)) {
      return Damaged("patterns of condition keys are out of order");
    }
  }
  return absl::OkStatus();
}

template <typename T>
absl::Status CatalogValidator::CheckListOffsets(uint32_t section, std::string_view what,
                                                size_t* lists) {
  IAMSIFT_RETURN_IF_ERROR(Count<uint32_t>(section, what, 1, lists));
  --*lists;
  if (EntryOf(base_, section + 1).bytes % sizeof(T) != 0) return Damaged(what);
  return CheckOffsets(Entries<uint32_t>(section), Entries<T>(section + 1).size(), what);
}

absl::Status CatalogValidator::CheckLists() {
  IAMSIFT_RETURN_IF_ERROR(CheckListOffsets<ActionResource>(layout::kResourceListOffsets,
                                                           "resource lists", &resource_lists_));
  IAMSIFT_RETURN_IF_ERROR(
      CheckListOffsets<ConditionKeyId>(layout::kKeyListOffsets, "key lists", &key_lists_));
  IAMSIFT_RETURN_IF_ERROR(
      CheckListOffsets<ActionId>(layout::kActionListOffsets, "action lists", &action_lists_));
  for (const ConditionKeyId key : Entries<ConditionKeyId>(layout::kKeyListValues)) {
    if (key.value >= keys_) return Damaged("a list names a condition key that is not there");
  }
  for (const ActionId action : Entries<ActionId>(layout::kActionListValues)) {
    if (action.value >= actions_) return Damaged("a list names an action that is not there");
  }
  // Read as numbers: a bool that is neither 0 nor 1 must not be looked at as one.
  const auto numbers = Entries<uint16_t>(layout::kResourceListValues);
  for (size_t at = 0; at < numbers.size(); at += 3) {
    if (numbers[at] >= types_ || numbers[at + 1] > 1 || numbers[at + 2] >= key_lists_) {
      return Damaged("a list of resource types");
    }
  }
  return absl::OkStatus();
}

absl::Status CatalogValidator::CheckServices() {
  const auto services = Entries<ServiceRecord>(layout::kServices);
  for (size_t at = 0; at < services_; ++at) {
    const ServiceRecord& here = services[at];
    const ServiceRecord& next = services[at + 1];
    if (!IsString(here.prefix) || !IsString(here.name) || !IsString(here.category) ||
        !IsPrintable(String(here.prefix)) || here.first_action > next.first_action ||
        here.first_resource_type > next.first_resource_type ||
        here.first_service_key > next.first_service_key) {
      return Damaged("a service");
    }
  }
  const ServiceRecord& first = services.front();
  const ServiceRecord& close = services.back();
  if (first.first_action != 0 || first.first_resource_type != 0 || first.first_service_key != 0 ||
      close.first_action != actions_ || close.first_resource_type != types_ ||
      close.first_service_key != service_keys_) {
    return Damaged("the ranges of services");
  }
  return CheckRising(0, services_, "services",
                     [&](size_t service) { return String(services[service].prefix); });
}

absl::Status CatalogValidator::CheckResourceTypes() {
  const auto types = Entries<ResourceTypeRecord>(layout::kResourceTypes);
  for (size_t at = 0; at < types_; ++at) {
    if (!IsString(types[at].name) || types[at].key_list >= key_lists_ ||
        types[at].first_template > types[at + 1].first_template) {
      return Damaged("a resource type");
    }
  }
  if (types.front().first_template != 0 || types.back().first_template != templates_) {
    return Damaged("the templates of resource types");
  }
  for (const layout::StringId id : Entries<layout::StringId>(layout::kTemplates)) {
    if (!IsString(id)) return Damaged("a template");
  }
  return absl::OkStatus();
}

absl::Status CatalogValidator::CheckServiceContents() {
  const auto services = Entries<ServiceRecord>(layout::kServices);
  const auto types = Entries<ResourceTypeRecord>(layout::kResourceTypes);
  const auto service_keys = Entries<ServiceKey>(layout::kServiceKeys);
  for (size_t at = 0; at < services_; ++at) {
    const ServiceRecord& here = services[at];
    const ServiceRecord& next = services[at + 1];
    IAMSIFT_RETURN_IF_ERROR(CheckRising(
        here.first_action, next.first_action, "actions",
        [&](size_t action) { return TextAt(base_, layout::kActionNameOffsets, action); }));
    IAMSIFT_RETURN_IF_ERROR(CheckRising(here.first_resource_type, next.first_resource_type,
                                        "resource types",
                                        [&](size_t type) { return String(types[type].name); }));
    for (size_t key = here.first_service_key; key + 1 < next.first_service_key; ++key) {
      if (service_keys[key].key >= service_keys[key + 1].key) {
        return Damaged("the condition keys of a service are out of order");
      }
    }
  }
  return absl::OkStatus();
}

absl::Status CatalogValidator::CheckColumn(uint32_t section, size_t limit, std::string_view what) {
  IAMSIFT_RETURN_IF_ERROR(CheckEntryCount(base_, section, sizeof(uint16_t), actions_, what));
  const auto column = Entries<uint16_t>(section);
  if (std::all_of(column.begin(), column.end(), [&](uint16_t list) { return list < limit; })) {
    return absl::OkStatus();
  }
  return Damaged(Concat({"an action's list of ", what}));
}

absl::Status CatalogValidator::CheckActionColumns() {
  IAMSIFT_RETURN_IF_ERROR(
      CheckColumn(layout::kActionResourceLists, resource_lists_, "resource types"));
  IAMSIFT_RETURN_IF_ERROR(CheckColumn(layout::kActionKeyLists, key_lists_, "condition keys"));
  IAMSIFT_RETURN_IF_ERROR(
      CheckColumn(layout::kActionDependents, action_lists_, "dependent actions"));
  for (size_t action = 0; action < actions_; ++action) {
    if (!IsPrintable(TextAt(base_, layout::kActionNameOffsets, action))) {
      return Damaged("the name of an action");
    }
    if (Entries<uint8_t>(layout::kActionLevels)[action] >= kAccessLevelCount) {
      return Damaged("the access level of an action");
    }
  }
  return absl::OkStatus();
}

absl::Status CatalogValidator::CheckMasks() {
  const auto masks = Entries<uint64_t>(layout::kMasks);
  const auto levels = Entries<uint8_t>(layout::kActionLevels);
  const auto resource_lists = Entries<uint16_t>(layout::kActionResourceLists);
  const size_t words = masks.size() / layout::kMaskCount;
  for (size_t word = 0; word < words; ++word) {
    uint64_t wanted[layout::kMaskCount] = {};
    const size_t end = std::min(actions_, (word + 1) * 64);
    for (size_t action = word * 64; action < end; ++action) {
      const uint64_t bit = uint64_t{1} << (action % 64);
      wanted[levels[action]] |= bit;
      if (ListIn<ActionResource>(base_, layout::kResourceListOffsets, resource_lists[action])
              .empty()) {
        wanted[kAccessLevelCount] |= bit;
      }
    }
    for (size_t mask = 0; mask < layout::kMaskCount; ++mask) {
      if (masks[mask * words + word] != wanted[mask]) return Damaged("a mask of actions");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ValidateCatalog(std::string_view bytes) {
  IAMSIFT_RETURN_IF_ERROR(CheckFrame(bytes, {layout::kCatalogMagic, layout::kCatalogSectionCount}));
  return CatalogValidator(bytes.data()).Run();
}

}  // namespace iamsift
