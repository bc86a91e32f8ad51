#pragma once

// The member names that the reader knows, as numbers: one look-up a member, and one bit to notice
// that a name comes twice in an object.
//
// Source: IAM API Reference, GetAccountAuthorizationDetails, response elements.

#include <cstdint>
#include <string_view>

namespace iamsift {

enum class ExportKey : uint8_t {
  kArn,
  kAssumeRolePolicyDocument,
  kAttachedManagedPolicies,
  kAttachmentCount,
  kCreateDate,
  kDefaultVersionId,
  kDocument,
  kGroupDetailList,
  kGroupId,
  kGroupList,
  kGroupName,
  kGroupPolicyList,
  kInstanceProfileList,
  kInstanceProfileName,
  kIsDefaultVersion,
  kIsTruncated,
  kKey,
  kLastUsedDate,
  kNextToken,
  kPath,
  kPermissionsBoundary,
  kPermissionsBoundaryArn,
  kPermissionsBoundaryUsageCount,
  kPolicies,
  kPolicyArn,
  kPolicyDocument,
  kPolicyId,
  kPolicyName,
  kPolicyVersionList,
  kRoleDetailList,
  kRoleId,
  kRoleLastUsed,
  kRoleName,
  kRolePolicyList,
  kTags,
  kUpdateDate,
  kUserDetailList,
  kUserId,
  kUserName,
  kUserPolicyList,
  kValue,
  kVersionId,
  kUnknown,
};

ExportKey ExportKeyOf(std::string_view name);
std::string_view NameOf(ExportKey key);

}  // namespace iamsift
