#include "analyzer/catalog/catalog.h"

#include "analyzer/base/text.h"
#include "analyzer/catalog/format/frame.h"
#include "analyzer/catalog/format/layout.h"
#include "analyzer/catalog/validate_catalog.h"

namespace iamsift {

static_assert(sizeof(ActionResource) == 6 && sizeof(ServiceKey) == 4);
static_assert(sizeof(ActionId) == 2 && sizeof(ConditionKeyId) == 2);

namespace {

// The first of [first, last) for which `is_below` is false.
template <typename Below>
size_t PartitionPoint(size_t first, size_t last, Below is_below) {
  while (first < last) {
    const size_t middle = first + (last - first) / 2;
    if (is_below(middle)) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return first;
}

}  // namespace

absl::StatusOr<Catalog> Catalog::FromBytes(std::string_view bytes) {
  const absl::Status status = ValidateCatalog(bytes);
  if (!status.ok()) return status;
  return Catalog(bytes.data());
}

template <typename T>
const T* Catalog::Section(uint32_t index) const {
  return SectionData<T>(base_, index);
}

template <typename T>
std::span<const T> Catalog::ListAt(uint32_t offsets_section, size_t list) const {
  return ListIn<T>(base_, offsets_section, list);
}

std::string_view Catalog::String(uint32_t id) const { return StringAt(base_, id); }

std::string_view Catalog::bytes() const { return {base_, HeaderOf(base_).size}; }

std::string_view Catalog::date() const { return {HeaderOf(base_).date, 10}; }

std::string_view Catalog::facts_sha256() const {
  return {HeaderOf(base_).sha256, sizeof(layout::FrameHeader::sha256)};
}

size_t Catalog::ServiceCount() const {
  return EntryOf(base_, layout::kServices).bytes / sizeof(layout::ServiceRecord) - 1;
}

std::optional<ServiceId> Catalog::FindService(std::string_view prefix) const {
  const auto* const services = Section<layout::ServiceRecord>(layout::kServices);
  const size_t count = ServiceCount();
  const size_t at = PartitionPoint(0, count, [&](size_t service) {
    return CompareIgnoreCase(String(services[service].prefix), prefix) < 0;
  });
  if (at == count || !EqualsIgnoreCase(String(services[at].prefix), prefix)) return std::nullopt;
  return ServiceId{static_cast<uint16_t>(at)};
}

std::string_view Catalog::ServicePrefix(ServiceId service) const {
  return String(Section<layout::ServiceRecord>(layout::kServices)[service.value].prefix);
}

std::string_view Catalog::ServiceName(ServiceId service) const {
  return String(Section<layout::ServiceRecord>(layout::kServices)[service.value].name);
}

std::string_view Catalog::ServiceCategory(ServiceId service) const {
  return String(Section<layout::ServiceRecord>(layout::kServices)[service.value].category);
}

bool Catalog::ServiceSupportsRcp(ServiceId service) const {
  return Section<layout::ServiceRecord>(layout::kServices)[service.value].supports_rcp != 0;
}

ActionRange Catalog::ActionsOf(ServiceId service) const {
  const auto* const record = Section<layout::ServiceRecord>(layout::kServices) + service.value;
  return {record[0].first_action, record[1].first_action};
}

ResourceTypeRange Catalog::ResourceTypesOf(ServiceId service) const {
  const auto* const record = Section<layout::ServiceRecord>(layout::kServices) + service.value;
  return {record[0].first_resource_type, record[1].first_resource_type};
}

std::span<const ServiceKey> Catalog::KeysOf(ServiceId service) const {
  const auto* const record = Section<layout::ServiceRecord>(layout::kServices) + service.value;
  const auto* const keys = Section<ServiceKey>(layout::kServiceKeys);
  return {keys + record[0].first_service_key, keys + record[1].first_service_key};
}

size_t Catalog::ActionCount() const { return EntryOf(base_, layout::kActionLevels).bytes; }

uint16_t Catalog::FirstActionNotBelow(ActionRange range, std::string_view name) const {
  return static_cast<uint16_t>(PartitionPoint(range.first, range.last, [&](size_t action) {
    return CompareIgnoreCase(TextAt(base_, layout::kActionNameOffsets, action), name) < 0;
  }));
}

std::optional<ActionId> Catalog::FindAction(ServiceId service, std::string_view name) const {
  const ActionRange range = ActionsOf(service);
  const ActionId action{FirstActionNotBelow(range, name)};
  if (action.value == range.last || !EqualsIgnoreCase(ActionName(action), name)) {
    return std::nullopt;
  }
  return action;
}

std::optional<ActionId> Catalog::FindAction(std::string_view service_and_name) const {
  const size_t colon = service_and_name.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::optional<ServiceId> service = FindService(service_and_name.substr(0, colon));
  if (!service) return std::nullopt;
  return FindAction(*service, service_and_name.substr(colon + 1));
}

ActionRange Catalog::ActionsWithPrefix(ServiceId service, std::string_view name_prefix) const {
  const ActionRange range = ActionsOf(service);
  const uint16_t first = FirstActionNotBelow(range, name_prefix);
  const size_t last = PartitionPoint(first, range.last, [&](size_t action) {
    return StartsWithIgnoreCase(TextAt(base_, layout::kActionNameOffsets, action), name_prefix);
  });
  return {first, static_cast<uint16_t>(last)};
}

std::string_view Catalog::ActionName(ActionId action) const {
  return TextAt(base_, layout::kActionNameOffsets, action.value);
}

std::string Catalog::ActionFullName(ActionId action) const {
  return Concat({ServicePrefix(ServiceOf(action)), ":", ActionName(action)});
}

ServiceId Catalog::ServiceOf(ActionId action) const {
  const auto* const services = Section<layout::ServiceRecord>(layout::kServices);
  const size_t next = PartitionPoint(0, ServiceCount(), [&](size_t service) {
    return services[service].first_action <= action.value;
  });
  return ServiceId{static_cast<uint16_t>(next - 1)};
}

AccessLevel Catalog::LevelOf(ActionId action) const {
  return Section<AccessLevel>(layout::kActionLevels)[action.value];
}

bool Catalog::IsPermissionOnly(ActionId action) const {
  return (Section<uint8_t>(layout::kActionFlags)[action.value] & layout::kPermissionOnly) != 0;
}

bool Catalog::HasUnknownFlags(ActionId action) const {
  return (Section<uint8_t>(layout::kActionFlags)[action.value] & layout::kUnknownFlags) != 0;
}

uint8_t Catalog::TagsOf(ActionId action) const {
  return static_cast<uint8_t>(Section<uint8_t>(layout::kActionFlags)[action.value] >>
                              layout::kTagShift);
}

uint16_t Catalog::SinceDay(ActionId action) const {
  return Section<uint16_t>(layout::kActionSince)[action.value];
}

std::string Catalog::SinceDate(ActionId action) const { return DateOf(SinceDay(action)); }

std::span<const ActionId> Catalog::DependentsOf(ActionId action) const {
  return ListAt<ActionId>(layout::kActionListOffsets,
                          Section<uint16_t>(layout::kActionDependents)[action.value]);
}

std::span<const ConditionKeyId> Catalog::ConditionKeysOf(ActionId action) const {
  return ConditionKeysOfList(Section<uint16_t>(layout::kActionKeyLists)[action.value]);
}

std::span<const ActionResource> Catalog::ResourcesOf(ActionId action) const {
  return ListAt<ActionResource>(layout::kResourceListOffsets,
                                Section<uint16_t>(layout::kActionResourceLists)[action.value]);
}

size_t Catalog::ResourceTypeCount() const {
  return EntryOf(base_, layout::kResourceTypes).bytes / sizeof(layout::ResourceTypeRecord) - 1;
}

std::optional<ResourceTypeId> Catalog::FindResourceType(ServiceId service,
                                                        std::string_view name) const {
  const ResourceTypeRange range = ResourceTypesOf(service);
  const size_t at = PartitionPoint(range.first, range.last, [&](size_t type) {
    return CompareIgnoreCase(ResourceTypeName({static_cast<uint16_t>(type)}), name) < 0;
  });
  const ResourceTypeId type{static_cast<uint16_t>(at)};
  if (at == range.last || ResourceTypeName(type) != name) return std::nullopt;
  return type;
}

std::string_view Catalog::ResourceTypeName(ResourceTypeId type) const {
  return String(Section<layout::ResourceTypeRecord>(layout::kResourceTypes)[type.value].name);
}

ServiceId Catalog::ServiceOf(ResourceTypeId type) const {
  const auto* const services = Section<layout::ServiceRecord>(layout::kServices);
  const size_t next = PartitionPoint(0, ServiceCount(), [&](size_t service) {
    return services[service].first_resource_type <= type.value;
  });
  return ServiceId{static_cast<uint16_t>(next - 1)};
}

size_t Catalog::TemplateCount(ResourceTypeId type) const {
  const auto* const record =
      Section<layout::ResourceTypeRecord>(layout::kResourceTypes) + type.value;
  return static_cast<size_t>(record[1].first_template - record[0].first_template);
}

std::string_view Catalog::TemplateOf(ResourceTypeId type, size_t index) const {
  const auto& record = Section<layout::ResourceTypeRecord>(layout::kResourceTypes)[type.value];
  return String(Section<layout::StringId>(layout::kTemplates)[record.first_template + index]);
}

std::span<const ConditionKeyId> Catalog::ConditionKeysOf(ResourceTypeId type) const {
  return ConditionKeysOfList(
      Section<layout::ResourceTypeRecord>(layout::kResourceTypes)[type.value].key_list);
}

std::span<const ConditionKeyId> Catalog::ConditionKeysOfList(uint16_t key_list) const {
  return ListAt<ConditionKeyId>(layout::kKeyListOffsets, key_list);
}

std::span<const uint64_t> Catalog::MaskOf(AccessLevel level) const {
  const size_t words = WordCount();
  return {Section<uint64_t>(layout::kMasks) + words * static_cast<size_t>(level), words};
}

std::span<const uint64_t> Catalog::UnscopableMask() const {
  const size_t words = WordCount();
  return {Section<uint64_t>(layout::kMasks) + words * kAccessLevelCount, words};
}

}  // namespace iamsift
