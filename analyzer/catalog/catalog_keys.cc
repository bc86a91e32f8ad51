// Condition keys: from the name that a policy writes to the key that AWS documents.

#include <algorithm>

#include "analyzer/base/text.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/catalog/format/frame.h"
#include "analyzer/catalog/format/key_pattern.h"
#include "analyzer/catalog/format/layout.h"

namespace iamsift {
namespace {

bool IsArray(KeyType type) {
  return type == KeyType::kArrayOfString || type == KeyType::kArrayOfArn ||
         type == KeyType::kArrayOfBool;
}

}  // namespace

size_t Catalog::ConditionKeyCount() const {
  return EntryOf(base_, layout::kConditionKeys).bytes / sizeof(layout::ConditionKeyRecord);
}

std::string_view Catalog::ConditionKeyName(ConditionKeyId key) const {
  return StringAt(
      base_,
      SectionData<layout::ConditionKeyRecord>(base_, layout::kConditionKeys)[key.value].name);
}

KeyType Catalog::ConditionKeyType(ConditionKeyId key) const {
  return static_cast<KeyType>(
      SectionData<layout::ConditionKeyRecord>(base_, layout::kConditionKeys)[key.value].type);
}

bool Catalog::IsMultivalued(ConditionKeyId key) const { return IsArray(ConditionKeyType(key)); }

bool Catalog::IsGlobal(ConditionKeyId key) const {
  return SectionData<layout::ConditionKeyRecord>(base_, layout::kConditionKeys)[key.value]
             .global_row != layout::kNotGlobal;
}

std::optional<GlobalKey> Catalog::GlobalKeyOf(ConditionKeyId key) const {
  if (!IsGlobal(key)) return std::nullopt;
  const size_t row =
      SectionData<layout::ConditionKeyRecord>(base_, layout::kConditionKeys)[key.value].global_row;
  return GlobalKey{.name = FieldAt(FactTable::kGlobalKeys, row, 0),
                   .group = FieldAt(FactTable::kGlobalKeys, row, 3),
                   .always_in_context = FieldAt(FactTable::kGlobalKeys, row, 4) == "a"};
}

std::optional<ConditionKeyId> Catalog::FindConditionKey(std::string_view name) const {
  const std::optional<ConditionKeyId> literal = FindLiteralKey(name);
  const std::optional<ConditionKeyId> key = literal ? literal : FindKeyPattern(name);
  if (!key) return std::nullopt;
  return CanonicalKey(*key);
}

ConditionKeyId Catalog::CanonicalKey(ConditionKeyId key) const {
  return {
      SectionData<layout::ConditionKeyRecord>(base_, layout::kConditionKeys)[key.value].canonical};
}

std::optional<ConditionKeyId> Catalog::FindLiteralKey(std::string_view name) const {
  const auto keys = SectionOf<layout::ConditionKeyRecord>(base_, layout::kConditionKeys);
  const auto at = std::partition_point(keys.begin(), keys.end(), [&](const auto& key) {
    return CompareIgnoreCase(StringAt(base_, key.name), name) < 0;
  });
  if (at == keys.end() || !EqualsIgnoreCase(StringAt(base_, at->name), name)) return std::nullopt;
  return ConditionKeyId{static_cast<uint16_t>(at - keys.begin())};
}

std::optional<ConditionKeyId> Catalog::FindKeyPattern(std::string_view name) const {
  if (name.empty()) return std::nullopt;
  const char first = AsciiLower(name.front());
  const auto patterns = SectionOf<layout::KeyPatternRecord>(base_, layout::kKeyPatterns);
  auto at = std::partition_point(patterns.begin(), patterns.end(), [&](const auto& pattern) {
    return StringAt(base_, pattern.text).front() < first;
  });
  std::string_view best_text;
  std::optional<ConditionKeyId> best;
  for (; at != patterns.end() && StringAt(base_, at->text).front() == first; ++at) {
    const std::string_view text = StringAt(base_, at->text);
    if (text.size() > best_text.size() && KeyPatternMatches(text, name)) {
      best_text = text;
      best = ConditionKeyId{at->key};
    }
  }
  return best;
}

}  // namespace iamsift
