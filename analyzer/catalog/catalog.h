#pragma once

// What AWS offers: services, actions, access levels, resource types, condition keys, as one flat
// binary that `catalogc` makes from the fact files. Constructing a Catalog casts section offsets
// and allocates nothing; all views point into the bytes it was made from.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "analyzer/catalog/format/fact_tables.h"
#include "analyzer/catalog/format/fact_words.h"
#include "analyzer/catalog/ids.h"

namespace iamsift {

// One resource type that an action can be limited to.
struct ActionResource {
  ResourceTypeId type;
  // AWS marks it required. That may mean "every call needs one" or "a call needs one of these":
  // no finding says that a call fails.
  bool required = false;
  uint16_t key_list = 0;  // keys that apply to this action on this type; see ConditionKeysOfList
};

struct RetiredAction {
  std::string_view name;  // svc:Action
  std::string_view first_seen;
  std::string_view gone_by;
};

// A condition key as one service lists it. One key may have two types in two services.
struct ServiceKey {
  ConditionKeyId key;
  KeyType type = KeyType::kString;
};

// What the table of global condition keys adds to a key.
struct GlobalKey {
  std::string_view name;
  std::string_view group;  // principal, session, network, resource, request
  bool always_in_context = false;
};

struct Partition {
  std::string_view name;        // aws-cn
  std::string_view dns_suffix;  // amazonaws.com.cn
  std::string_view dual_stack_suffix;
  std::string_view region_pattern;          // ^cn\-\w+\-\d+$
  std::string_view implicit_global_region;  // cn-northwest-1
  std::string_view regions;                 // separated by blanks
};

struct CfnType {
  std::string_view name;                // AWS::S3::Bucket
  std::string_view arn_template;        // or empty
  std::string_view resource_type;       // service/type of the catalog, or empty
  std::string_view primary_identifier;  // property names, separated by commas
};

// How the actions of a CloudTrail event that has none of its own name are to be read.
enum class EventKind : uint8_t { kRenamed, kAllOf, kOneOf, kNoAction };

struct EventException {
  EventKind kind;
  std::string_view actions;  // svc:Action, separated by commas
};

// Types [first, last) of one service.
struct ResourceTypeRange {
  uint16_t first = 0;
  uint16_t last = 0;
};

class PartitionList;

class Catalog {
 public:
  // The catalog inside the binary; trusted, not checked again.
  static Catalog Embedded();

  // Checks magic, format number, checksum, bounds, order and id ranges once. The bytes must outlive
  // it, and begin at a multiple of 8, as mapped files and allocated memory do.
  // Errors: InvalidArgument naming what is damaged.
  static absl::StatusOr<Catalog> FromBytes(std::string_view bytes);

  std::string_view bytes() const;
  std::string_view date() const;          // of the facts, 2026-09-26
  std::string_view facts_sha256() const;  // hexadecimal, over the fact files

  // Services, in order of their prefix.
  size_t ServiceCount() const;
  std::optional<ServiceId> FindService(std::string_view prefix) const;  // without case
  std::string_view ServicePrefix(ServiceId service) const;              // sagemaker
  std::string_view ServiceName(ServiceId service) const;                // Amazon SageMaker
  std::string_view ServiceCategory(ServiceId service) const;            // machine-learning
  bool ServiceSupportsRcp(ServiceId service) const;
  ActionRange ActionsOf(ServiceId service) const;
  ResourceTypeRange ResourceTypesOf(ServiceId service) const;
  std::span<const ServiceKey> KeysOf(ServiceId service) const;  // sorted by name without case

  // Actions.
  size_t ActionCount() const;
  std::optional<ActionId> FindAction(std::string_view service_and_name) const;  // without case
  std::optional<ActionId> FindAction(ServiceId service, std::string_view name) const;
  // The actions of `service` whose names begin with `name_prefix`, without case: two binary
  // searches. Empty when there are none.
  ActionRange ActionsWithPrefix(ServiceId service, std::string_view name_prefix) const;
  std::string_view ActionName(ActionId action) const;  // GetObject, in AWS's own case
  std::string ActionFullName(ActionId action) const;   // s3:GetObject
  ServiceId ServiceOf(ActionId action) const;
  AccessLevel LevelOf(ActionId action) const;
  bool IsPermissionOnly(ActionId action) const;
  bool HasUnknownFlags(ActionId action) const;   // newer than the only source of flags
  uint8_t TagsOf(ActionId action) const;         // bits of ActionTag
  uint16_t SinceDay(ActionId action) const;      // days since 2015-01-01; see SinceDate
  std::string SinceDate(ActionId action) const;  // 2020-12-05 means that day or before
  std::span<const ActionId> DependentsOf(ActionId action) const;
  std::span<const ConditionKeyId> ConditionKeysOf(ActionId action) const;

  // Resource types. An action without any is granted on `*` only ("unscopable").
  std::span<const ActionResource> ResourcesOf(ActionId action) const;
  bool IsScopable(ActionId action) const { return !ResourcesOf(action).empty(); }
  size_t ResourceTypeCount() const;
  std::optional<ResourceTypeId> FindResourceType(ServiceId service, std::string_view name) const;
  std::string_view ResourceTypeName(ResourceTypeId type) const;  // model-package
  ServiceId ServiceOf(ResourceTypeId type) const;
  size_t TemplateCount(ResourceTypeId type) const;                           // 1 or 2
  std::string_view TemplateOf(ResourceTypeId type, size_t index = 0) const;  // arn:${Partition}:…
  std::span<const ConditionKeyId> ConditionKeysOf(ResourceTypeId type) const;

  // Condition keys: of services and global ones in one id space. A key that is both has one id.
  // Ids are in the order of names without case.
  size_t ConditionKeyCount() const;
  std::string_view ConditionKeyName(ConditionKeyId key) const;  // as documented, holes included
  // Of a key with two types: the global table's, else that of the service it is named after.
  // Multivalued keys have an array type where one exists, whichever table lists them.
  KeyType ConditionKeyType(ConditionKeyId key) const;
  bool IsMultivalued(ConditionKeyId key) const;
  bool IsGlobal(ConditionKeyId key) const;
  std::optional<GlobalKey> GlobalKeyOf(ConditionKeyId key) const;
  // One key may be documented in two spellings, `ssm:resourceTag/tag-key` and
  // `ssm:resourceTag/${TagKey}`: this is the first of them, and what FindConditionKey gives. Lists
  // hold either, so compare canonical keys.
  ConditionKeyId CanonicalKey(ConditionKeyId key) const;
  // The key that `name` is an instance of: `aws:ResourceTag/team` finds aws:ResourceTag/${TagKey}.
  // Without case. Of several, the one with the most literal text.
  std::optional<ConditionKeyId> FindConditionKey(std::string_view name) const;
  std::span<const ConditionKeyId> ConditionKeysOfList(uint16_t key_list) const;

  // One bit an action, WordCount() words.
  size_t WordCount() const { return (ActionCount() + 63) / 64; }
  std::span<const uint64_t> MaskOf(AccessLevel level) const;
  std::span<const uint64_t> UnscopableMask() const;

  std::optional<RetiredAction> FindRetiredAction(std::string_view service_and_name) const;
  // The name of a managed policy that AWS withdrew; its documents are not kept.
  bool IsRetiredPolicy(std::string_view name) const;
  bool IsServicePrincipal(std::string_view name) const;  // without case
  std::optional<CfnType> FindCfnType(std::string_view name) const;
  PartitionList Partitions() const;
  size_t PartitionCount() const;
  Partition PartitionAt(size_t index) const;

  // CloudTrail. The prefixes of services that an event source may stand for, separated by blanks;
  // empty when the source stands for the part before `.amazonaws.com`.
  std::string_view ServicesOfEventSource(std::string_view source) const;
  std::optional<EventException> FindEventException(std::string_view service,
                                                   std::string_view event) const;

  // The plain tables, row by row; not FactTable::kActionTags, which TagsOf holds.
  size_t RowCount(FactTable table) const;
  std::string_view FieldAt(FactTable table, size_t row, size_t column) const;

 private:
  // The layout is private to this room; see layout.h.
  explicit Catalog(const char* base) : base_(base) {}

  template <typename T>
  const T* Section(uint32_t index) const;
  template <typename T>
  std::span<const T> ListAt(uint32_t offsets_section, size_t list) const;
  std::string_view String(uint32_t id) const;
  std::optional<size_t> FindRow(FactTable table, std::string_view first,
                                std::string_view second = {}) const;
  int CompareRow(FactTable table, size_t row, std::string_view first,
                 std::string_view second) const;
  uint16_t FirstActionNotBelow(ActionRange range, std::string_view name) const;
  std::optional<ConditionKeyId> FindLiteralKey(std::string_view name) const;
  std::optional<ConditionKeyId> FindKeyPattern(std::string_view name) const;

  const char* base_;
};

// All partitions, for a range-for; made without allocation.
class PartitionList {
 public:
  class Iterator {
   public:
    Iterator(Catalog catalog, size_t index) : catalog_(catalog), index_(index) {}
    Partition operator*() const { return catalog_.PartitionAt(index_); }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    Catalog catalog_;
    size_t index_;
  };

  explicit PartitionList(Catalog catalog) : catalog_(catalog) {}
  Iterator begin() const { return {catalog_, 0}; }
  Iterator end() const { return {catalog_, size()}; }
  size_t size() const { return catalog_.PartitionCount(); }
  Partition operator[](size_t index) const { return catalog_.PartitionAt(index); }

 private:
  Catalog catalog_;
};

}  // namespace iamsift
