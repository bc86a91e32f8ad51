#include "analyzer/catalog/writer/catalog_writer.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "analyzer/base/check.h"
#include "analyzer/base/text.h"
#include "analyzer/catalog/format/fact_words.h"
#include "analyzer/catalog/format/key_pattern.h"
#include "analyzer/catalog/format/layout.h"
#include "analyzer/catalog/writer/frame_writer.h"

namespace iamsift {
namespace {

uint16_t Id(size_t number) {
  IAMSIFT_CHECK(number <= std::numeric_limits<uint16_t>::max());
  return static_cast<uint16_t>(number);
}

// One distinct condition key, under its name in lower case.
struct KeyEntry {
  std::string_view name;
  KeyType type = KeyType::kString;
  bool is_own = false;  // listed by the service that it is named after
  uint16_t global_row = layout::kNotGlobal;
};

class CatalogWriter {
 public:
  explicit CatalogWriter(const Facts& facts)
      : facts_(facts),
        frame_(layout::kCatalogSectionCount),
        resource_lists_(frame_, layout::kResourceListOffsets, 3),
        key_lists_(frame_, layout::kKeyListOffsets),
        action_lists_(frame_, layout::kActionListOffsets) {}

  std::string Write() {
    NumberKeys();
    NumberActions();
    ReadTags();
    frame_.Append(layout::kActionNameOffsets, uint32_t{0});
    for (const ServiceFacts& service : facts_.services) WriteService(service);
    CloseRanges();
    WriteKeys();
    WriteKeyPatterns();
    WriteMasks();
    WriteTables();
    return frame_.Finish(layout::kCatalogMagic, facts_.date, facts_.sha256);
  }

 private:
  void NumberKeys();
  void AddServiceKey(const ServiceFacts& service, const ServiceKeyFacts& key);
  void AddGlobalKey(const FactRow& row, uint16_t number);
  void NumberActions();
  void ReadTags();
  void WriteService(const ServiceFacts& service);
  void WriteResourceTypes(const ServiceFacts& service);
  void WriteAction(const ActionFacts& action);
  void CloseRanges();
  void WriteKeys();
  void WriteKeyPatterns();
  void WriteMasks();
  void WriteTables();

  layout::ServiceRecord RecordOfRanges() const;
  uint16_t KeyList(const std::vector<std::string_view>& names);
  uint16_t ActionList(const std::vector<std::string_view>& names);
  uint16_t ResourceList(const std::vector<ActionResourceFacts>& resources);
  uint8_t FlagsOf(const ActionFacts& action) const;

  const Facts& facts_;
  FrameWriter frame_;
  ListWriter resource_lists_;
  ListWriter key_lists_;
  ListWriter action_lists_;

  std::map<std::string, KeyEntry> keys_;                     // by name in lower case
  std::map<std::string, uint16_t> key_ids_;                  // the same
  std::map<std::string, uint16_t, std::less<>> action_ids_;  // by svc:Action
  std::map<std::string_view, uint16_t> type_ids_;            // of the service being written
  std::vector<uint8_t> tags_;                                // an entry an action
  std::vector<AccessLevel> levels_;
  std::vector<bool> unscopable_;
  size_t types_ = 0;
  size_t templates_ = 0;
  size_t service_keys_ = 0;
};

void CatalogWriter::AddServiceKey(const ServiceFacts& service, const ServiceKeyFacts& key) {
  const bool is_own = key.name.starts_with(Concat({service.prefix, ":"}));
  const auto [at, is_new] = keys_.try_emplace(AsciiLower(key.name));
  KeyEntry& entry = at->second;
  if (is_new) entry.name = key.name;
  if (is_new || (is_own && !entry.is_own)) entry.type = key.type;
  entry.is_own |= is_own;
}

void CatalogWriter::AddGlobalKey(const FactRow& row, uint16_t number) {
  const auto [at, is_new] = keys_.try_emplace(AsciiLower(row[0]));
  KeyEntry& entry = at->second;
  if (is_new) entry.name = row[0];
  const KeyType type = KeyTypeOf(row[1]).value();
  entry.type = row[2] == "*" ? ArrayTypeOf(type) : type;
  entry.global_row = number;
}

void CatalogWriter::NumberKeys() {
  for (const ServiceFacts& service : facts_.services) {
    for (const ServiceKeyFacts& key : service.keys) AddServiceKey(service, key);
  }
  const std::vector<FactRow>& global = facts_.Rows(FactTable::kGlobalKeys);
  for (size_t row = 0; row < global.size(); ++row) AddGlobalKey(global[row], Id(row));
  for (const auto& [name, key] : keys_) key_ids_.emplace(name, Id(key_ids_.size()));
}

void CatalogWriter::NumberActions() {
  for (const ServiceFacts& service : facts_.services) {
    for (const ActionFacts& action : service.actions) {
      action_ids_.emplace(Concat({service.prefix, ":", action.name}), Id(action_ids_.size()));
    }
  }
}

void CatalogWriter::ReadTags() {
  tags_.resize(action_ids_.size());
  for (const FactRow& row : facts_.Rows(FactTable::kActionTags)) {
    tags_[action_ids_.find(row[0])->second] = ActionTagsOf(row[1]).value();
  }
}

layout::ServiceRecord CatalogWriter::RecordOfRanges() const {
  layout::ServiceRecord record = {};
  record.first_action = Id(levels_.size());
  record.first_resource_type = Id(types_);
  record.first_service_key = Id(service_keys_);
  return record;
}

void CatalogWriter::WriteService(const ServiceFacts& service) {
  layout::ServiceRecord record = RecordOfRanges();
  record.prefix = frame_.Intern(service.prefix);
  record.name = frame_.Intern(service.name);
  record.category = frame_.Intern(service.category);
  record.supports_rcp = service.supports_rcp ? 1 : 0;
  frame_.Append(layout::kServices, record);
  for (const ServiceKeyFacts& key : service.keys) {
    frame_.Append(layout::kServiceKeys, key_ids_.at(AsciiLower(key.name)));
    frame_.Append(layout::kServiceKeys, static_cast<uint16_t>(key.type));
  }
  service_keys_ += service.keys.size();
  WriteResourceTypes(service);
  for (const ActionFacts& action : service.actions) WriteAction(action);
}

void CatalogWriter::WriteResourceTypes(const ServiceFacts& service) {
  type_ids_.clear();
  for (const ResourceTypeFacts& type : service.resource_types) {
    type_ids_.emplace(type.name, Id(types_));
    ++types_;
    frame_.Append(layout::kResourceTypes,
                  layout::ResourceTypeRecord{.name = frame_.Intern(type.name),
                                             .first_template = Id(templates_),
                                             .key_list = KeyList(type.keys)});
    for (const std::string_view arn : type.templates) {
      frame_.Append(layout::kTemplates, frame_.Intern(arn));
    }
    templates_ += type.templates.size();
  }
}

uint8_t CatalogWriter::FlagsOf(const ActionFacts& action) const {
  int flags = tags_[levels_.size()] << layout::kTagShift;
  if (action.permission_only) flags |= layout::kPermissionOnly;
  if (action.unknown_flags) flags |= layout::kUnknownFlags;
  return static_cast<uint8_t>(flags);
}

void CatalogWriter::WriteAction(const ActionFacts& action) {
  frame_.AppendBytes(layout::kActionNameBytes, action.name);
  frame_.Append(layout::kActionNameOffsets,
                static_cast<uint32_t>(frame_.BytesOf(layout::kActionNameBytes)));
  frame_.Append(layout::kActionLevels, action.level);
  frame_.Append(layout::kActionFlags, FlagsOf(action));
  frame_.Append(layout::kActionSince, action.since);
  frame_.Append(layout::kActionResourceLists, ResourceList(action.resources));
  frame_.Append(layout::kActionKeyLists, KeyList(action.keys));
  frame_.Append(layout::kActionDependents, ActionList(action.dependents));
  levels_.push_back(action.level);
  unscopable_.push_back(action.resources.empty());
}

void CatalogWriter::CloseRanges() {
  frame_.Append(layout::kServices, RecordOfRanges());
  layout::ResourceTypeRecord record = {};
  record.first_template = Id(templates_);
  frame_.Append(layout::kResourceTypes, record);
}

uint16_t CatalogWriter::KeyList(const std::vector<std::string_view>& names) {
  std::vector<uint16_t> ids;
  for (const std::string_view name : names) ids.push_back(key_ids_.at(AsciiLower(name)));
  return key_lists_.Intern(ids);
}

uint16_t CatalogWriter::ActionList(const std::vector<std::string_view>& names) {
  std::vector<uint16_t> ids;
  for (const std::string_view name : names) ids.push_back(action_ids_.find(name)->second);
  return action_lists_.Intern(ids);
}

uint16_t CatalogWriter::ResourceList(const std::vector<ActionResourceFacts>& resources) {
  std::vector<uint16_t> values;
  for (const ActionResourceFacts& resource : resources) {
    values.push_back(type_ids_.at(resource.type));
    values.push_back(resource.required ? 1 : 0);
    values.push_back(KeyList(resource.keys));
  }
  return resource_lists_.Intern(values);
}

void CatalogWriter::WriteKeys() {
  std::map<std::string, uint16_t> canonical;  // by pattern, or by name where there is none
  for (const auto& [name, key] : keys_) {
    const std::string pattern = KeyPatternOf(name);
    const uint16_t id = key_ids_.at(name);
    const uint16_t first =
        canonical.try_emplace(pattern.empty() ? name : pattern, id).first->second;
    frame_.Append(layout::kConditionKeys,
                  layout::ConditionKeyRecord{.name = frame_.Intern(key.name),
                                             .global_row = key.global_row,
                                             .canonical = first,
                                             .type = static_cast<uint16_t>(key.type),
                                             .reserved = 0});
  }
}

void CatalogWriter::WriteKeyPatterns() {
  std::vector<std::pair<std::string, uint16_t>> patterns;
  for (const auto& [name, id] : key_ids_) {
    std::string pattern = KeyPatternOf(name);
    if (!pattern.empty()) patterns.emplace_back(std::move(pattern), id);
  }
  std::sort(patterns.begin(), patterns.end());
  for (const auto& [pattern, id] : patterns) {
    frame_.Append(
        layout::kKeyPatterns,
        layout::KeyPatternRecord{.text = frame_.Intern(pattern), .key = id, .reserved = 0});
  }
}

void CatalogWriter::WriteMasks() {
  const size_t words = (levels_.size() + 63) / 64;
  std::vector<uint64_t> masks(words * layout::kMaskCount);
  for (size_t action = 0; action < levels_.size(); ++action) {
    const uint64_t bit = uint64_t{1} << (action % 64);
    masks[static_cast<size_t>(levels_[action]) * words + action / 64] |= bit;
    if (unscopable_[action]) masks[kAccessLevelCount * words + action / 64] |= bit;
  }
  for (const uint64_t word : masks) frame_.Append(layout::kMasks, word);
}

void CatalogWriter::WriteTables() {
  for (uint32_t table = 0; table < layout::kStoredTableCount; ++table) {
    for (const FactRow& row : facts_.tables[table]) {
      for (const std::string_view field : row) {
        frame_.Append(layout::kFirstTable + table, frame_.Intern(field));
      }
    }
  }
}

}  // namespace

std::string WriteCatalog(const Facts& facts) { return CatalogWriter(facts).Write(); }

}  // namespace iamsift
