#pragma once

// Dense ids into one catalog. They are valid for that catalog and that process alone: whatever
// leaves the process carries names.

#include <compare>
#include <cstdint>

namespace iamsift {

struct ServiceId {
  uint16_t value = 0;
  friend auto operator<=>(ServiceId, ServiceId) = default;
};

// 0 to ActionCount()-1, sorted by service, then by name without case: a service is a range, and so
// is every prefix inside it.
struct ActionId {
  uint16_t value = 0;
  friend auto operator<=>(ActionId, ActionId) = default;
};

struct ResourceTypeId {
  uint16_t value = 0;
  friend auto operator<=>(ResourceTypeId, ResourceTypeId) = default;
};

struct ConditionKeyId {
  uint16_t value = 0;
  friend auto operator<=>(ConditionKeyId, ConditionKeyId) = default;
};

// Actions [first, last) in catalog order.
struct ActionRange {
  uint16_t first = 0;
  uint16_t last = 0;
  bool IsEmpty() const { return first >= last; }
  friend bool operator==(ActionRange, ActionRange) = default;
};

// How AWS classes an action (IAM User Guide, "Access levels in policy summaries"). It informs;
// the action sets of the rules decide.
enum class AccessLevel : uint8_t { kList, kRead, kWrite, kTagging, kPermissionsManagement };
inline constexpr int kAccessLevelCount = 5;

}  // namespace iamsift
