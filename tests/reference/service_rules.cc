#include "tests/reference/service_rules.h"

#include <algorithm>

#include "tests/reference/text.h"
#include "tests/reference/values.h"

namespace iamsift::reference {
namespace {

// Keys whose fixed value says whom or from where a bucket policy lets in.
constexpr std::string_view kTrustKeys[] = {"aws:PrincipalArn",
                                           "aws:PrincipalAccount",
                                           "aws:PrincipalOrgID",
                                           "aws:PrincipalOrgPaths",
                                           "aws:userid",
                                           "aws:SourceIp",
                                           "aws:SourceArn",
                                           "aws:SourceAccount",
                                           "aws:SourceOwner",
                                           "aws:SourceOrgID",
                                           "aws:SourceOrgPaths",
                                           "aws:SourceVpc",
                                           "aws:SourceVpce",
                                           "s3:DataAccessPointArn",
                                           "s3:DataAccessPointAccount"};

// Operators that let in nothing but the values that they list.
constexpr std::string_view kPinningOperators[] = {
    "StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "IpAddress"};

// What IAM refuses on service-linked and reserved roles. Deleting a service-linked role by
// iam:DeleteServiceLinkedRole is its service's business and allowed.
constexpr std::string_view kChangesOfRoles[] = {"iam:AttachRolePolicy",
                                                "iam:DetachRolePolicy",
                                                "iam:PutRolePolicy",
                                                "iam:DeleteRolePolicy",
                                                "iam:UpdateRole",
                                                "iam:UpdateAssumeRolePolicy",
                                                "iam:DeleteRole",
                                                "iam:UpdateRoleDescription",
                                                "iam:TagRole",
                                                "iam:UntagRole",
                                                "iam:PutRolePermissionsBoundary",
                                                "iam:DeleteRolePermissionsBoundary"};

constexpr std::string_view kChangesOfAliases[] = {"kms:CreateAlias", "kms:UpdateAlias",
                                                  "kms:DeleteAlias"};

constexpr std::string_view kRescues[] = {"s3:GetBucketPolicy", "s3:PutBucketPolicy",
                                         "s3:DeleteBucketPolicy"};

template <size_t N>
bool IsOneOf(std::string_view text, const std::string_view (&names)[N]) {
  return std::any_of(std::begin(names), std::end(names),
                     [&](std::string_view name) { return SameWithoutCase(text, name); });
}

// Parts three to six: service, region, account, name. Empty when it is no ARN.
struct ArnEnd {
  std::string service, account, name;
};
ArnEnd EndOf(std::string_view arn) {
  const std::vector<std::string> parts = SplitAt(arn, ':', 5);
  if (parts.size() < 6) return {};
  return {parts[2], parts[4], parts[5]};
}

// By its name an action of IAM reads when it gets, lists, generates a report or simulates.
bool IsWriteToIam(std::string_view action) {
  const std::string name = Lower(action);
  if (!name.starts_with("iam:")) return false;
  return !name.starts_with("iam:get") && !name.starts_with("iam:list") &&
         !name.starts_with("iam:generate") && !name.starts_with("iam:simulate");
}

bool IsAwsManagedPolicy(std::string_view resource) {
  const ArnEnd arn = EndOf(resource);
  return arn.service == "iam" && arn.account == "aws" && arn.name.starts_with("policy/");
}

bool IsReservedAlias(std::string_view resource) {
  const ArnEnd arn = EndOf(resource);
  return arn.service == "kms" && arn.name.starts_with("alias/aws/");
}

// No wildcard and no variable; a range of addresses of /8 (IPv4) or /32 (IPv6) or narrower.
bool IsFixed(const std::string& value, const ConditionTest& test) {
  if (test.op.base != "IpAddress") {
    return value.find_first_of("*?") == std::string::npos && value.find("${") == std::string::npos;
  }
  const std::optional<AddressRange> range = ParseAddressRange(value);
  return range.has_value() && range->bits >= (range->address.size() == 4 ? 8 : 32);
}

bool PinsAFixedValue(const ConditionTest& test) {
  const bool holds_when_missing = test.op.if_exists || test.op.set == SetOperator::kForAllValues;
  return IsOneOf(test.key, kTrustKeys) && IsOneOf(test.op.base, kPinningOperators) &&
         !holds_when_missing &&
         std::all_of(test.values.begin(), test.values.end(),
                     [&](const std::string& value) { return IsFixed(value, test); });
}

bool IsPublic(const Statement& statement) {
  if (!statement.is_allow) return false;
  const bool is_for_everyone =
      statement.is_not_principal ||
      std::any_of(statement.principals.begin(), statement.principals.end(), IsEveryone);
  return is_for_everyone &&
         std::none_of(statement.conditions.begin(), statement.conditions.end(), PinsAFixedValue);
}

}  // namespace

bool IsAlwaysAllowed(const Caller& caller, const Request& request) {
  if (SameWithoutCase(request.action, "sts:GetCallerIdentity")) {
    // Web identities and SAML assertions sign nothing.
    return caller.type != CallerType::kAnonymous && caller.type != CallerType::kFederated;
  }
  return SameWithoutCase(request.action, "sts:GetSessionToken") &&
         (caller.type == CallerType::kUser || caller.type == CallerType::kRoot);
}

// A case cannot say that the credentials come from GetSessionToken, so what STS and IAM refuse
// those is not here.
bool IsAlwaysRefused(const Caller& caller, const Request& request) {
  const std::string& resource = request.resource;
  const bool is_linked = IsRoleUnder(resource, "/aws-service-role/");
  const bool is_reserved = IsRoleUnder(resource, "/aws-reserved/");
  if (IsAwsManagedPolicy(resource) && IsWriteToIam(request.action)) return true;
  if ((is_linked || is_reserved) && IsOneOf(request.action, kChangesOfRoles)) return true;
  if (is_reserved && SameWithoutCase(request.action, "iam:PassRole")) return true;
  if (IsReservedAlias(resource) && IsOneOf(request.action, kChangesOfAliases)) return true;
  return caller.type == CallerType::kRoot && SameWithoutCase(request.action, "sts:AssumeRole");
}

bool IsRescueOfBucketPolicy(const Caller& caller, const Request& request) {
  return caller.type == CallerType::kRoot && caller.account == request.resource_account &&
         EndOf(request.resource).service == "s3" && IsOneOf(request.action, kRescues);
}

bool IsCutByPublicAccessBlock(const Case& c) {
  if (!c.blocks_public_access || c.resource_policy_type != PolicyType::kBucket) return false;
  const bool is_stranger =
      c.caller.type == CallerType::kAnonymous || c.caller.type == CallerType::kFederated ||
      (c.caller.type != CallerType::kService && c.caller.account != c.request.resource_account);
  return is_stranger && c.resource_policy.has_value() && IsPublic(*c.resource_policy);
}

bool IsPublic(const Document& bucket_policy) {
  return std::any_of(bucket_policy.statements.begin(), bucket_policy.statements.end(),
                     [](const Statement& statement) { return IsPublic(statement); });
}

}  // namespace iamsift::reference
