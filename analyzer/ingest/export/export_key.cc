#include "analyzer/ingest/export/export_key.h"

#include <array>
#include <cstddef>

namespace iamsift {
namespace {

constexpr size_t kKeyCount = static_cast<size_t>(ExportKey::kUnknown);

// In the order of the enumeration.
constexpr std::array<std::string_view, kKeyCount> kNames = {
    "Arn",
    "AssumeRolePolicyDocument",
    "AttachedManagedPolicies",
    "AttachmentCount",
    "CreateDate",
    "DefaultVersionId",
    "Document",
    "GroupDetailList",
    "GroupId",
    "GroupList",
    "GroupName",
    "GroupPolicyList",
    "InstanceProfileList",
    "InstanceProfileName",
    "IsDefaultVersion",
    "IsTruncated",
    "Key",
    "LastUsedDate",
    "NextToken",
    "Path",
    "PermissionsBoundary",
    "PermissionsBoundaryArn",
    "PermissionsBoundaryUsageCount",
    "Policies",
    "PolicyArn",
    "PolicyDocument",
    "PolicyId",
    "PolicyName",
    "PolicyVersionList",
    "RoleDetailList",
    "RoleId",
    "RoleLastUsed",
    "RoleName",
    "RolePolicyList",
    "Tags",
    "UpdateDate",
    "UserDetailList",
    "UserId",
    "UserName",
    "UserPolicyList",
    "Value",
    "VersionId",
};

// 1 + the key, by length and first and last character: the names differ in these but for a few, so
// that one comparison mostly settles it. 0 is no name.
constexpr size_t kSlots = 256;

constexpr size_t SlotOf(std::string_view name) {
  const auto first = static_cast<unsigned char>(name.front());
  const auto last = static_cast<unsigned char>(name.back());
  return (name.size() * 31 + first * 7 + last) % kSlots;
}

constexpr std::array<uint8_t, kSlots> MakeSlots() {
  std::array<uint8_t, kSlots> slots = {};
  for (size_t key = 0; key < kKeyCount; ++key) {
    size_t slot = SlotOf(kNames[key]);
    while (slots[slot] != 0) slot = (slot + 1) % kSlots;
    slots[slot] = static_cast<uint8_t>(key + 1);
  }
  return slots;
}

constexpr std::array<uint8_t, kSlots> kKeyAtSlot = MakeSlots();

}  // namespace

ExportKey ExportKeyOf(std::string_view name) {
  if (name.empty()) return ExportKey::kUnknown;
  for (size_t slot = SlotOf(name); kKeyAtSlot[slot] != 0; slot = (slot + 1) % kSlots) {
    const size_t key = kKeyAtSlot[slot] - size_t{1};
    if (kNames[key] == name) return static_cast<ExportKey>(key);
  }
  return ExportKey::kUnknown;
}

std::string_view NameOf(ExportKey key) {
  return key == ExportKey::kUnknown ? std::string_view{} : kNames[static_cast<size_t>(key)];
}

}  // namespace iamsift
