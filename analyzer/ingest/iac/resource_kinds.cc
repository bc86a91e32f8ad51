#include "analyzer/ingest/iac/resource_kinds.h"

#include <algorithm>
#include <iterator>

namespace iamsift {
namespace {

using Kind = InfrastructureKind;

// Source: the typings of @pulumi/aws 7.48.0.
struct TypeRow {
  std::string_view type;
  Kind kind;
};
constexpr TypeRow kTypes[] = {
    {"aws:iam/role:Role", Kind::kRole},
    {"aws:iam/user:User", Kind::kUser},
    {"aws:iam/group:Group", Kind::kGroup},
    {"aws:iam/policy:Policy", Kind::kManagedPolicy},
    {"aws:iam/rolePolicy:RolePolicy", Kind::kInlinePolicy},
    {"aws:iam/userPolicy:UserPolicy", Kind::kInlinePolicy},
    {"aws:iam/groupPolicy:GroupPolicy", Kind::kInlinePolicy},
    {"aws:iam/rolePolicyAttachment:RolePolicyAttachment", Kind::kAttachment},
    {"aws:iam/userPolicyAttachment:UserPolicyAttachment", Kind::kAttachment},
    {"aws:iam/groupPolicyAttachment:GroupPolicyAttachment", Kind::kAttachment},
    {"aws:iam/policyAttachment:PolicyAttachment", Kind::kAttachment},
    {"aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive", Kind::kAttachment},
    {"aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive", Kind::kAttachment},
    {"aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive", Kind::kAttachment},
    {"aws:iam/userGroupMembership:UserGroupMembership", Kind::kGroupMembership},
    {"aws:iam/groupMembership:GroupMembership", Kind::kGroupMembership},
    {"aws:iam/instanceProfile:InstanceProfile", Kind::kInstanceProfile},
    // Source: the schema of pulumi/pulumi-aws-native, which follows CloudFormation's resources.
    {"aws-native:iam:Role", Kind::kRole},
    {"aws-native:iam:User", Kind::kUser},
    {"aws-native:iam:Group", Kind::kGroup},
    {"aws-native:iam:ManagedPolicy", Kind::kManagedPolicy},
    {"aws-native:iam:Policy", Kind::kInlinePolicy},
    {"aws-native:iam:RolePolicy", Kind::kInlinePolicy},
    {"aws-native:iam:UserPolicy", Kind::kInlinePolicy},
    {"aws-native:iam:GroupPolicy", Kind::kInlinePolicy},
    {"aws-native:iam:UserToGroupAddition", Kind::kGroupMembership},
    {"aws-native:iam:InstanceProfile", Kind::kInstanceProfile},
    {"aws:sagemaker/domain:Domain", Kind::kStudioDomain},
    {"aws:sagemaker/userProfile:UserProfile", Kind::kStudioUserProfile},
};

struct SettingRow {
  Kind kind;
  std::string_view path;
  SettingUse use;
};
constexpr SettingRow kSettings[] = {
    {Kind::kRole, "assumeRolePolicy", SettingUse::kPolicy},
    {Kind::kRole, "inlinePolicies[].policy", SettingUse::kPolicy},
    {Kind::kRole, "managedPolicyArns[]", SettingUse::kPolicyArn},
    {Kind::kRole, "permissionsBoundary", SettingUse::kPolicyArn},
    {Kind::kUser, "permissionsBoundary", SettingUse::kPolicyArn},
    {Kind::kUser, "inlinePolicies[].policy", SettingUse::kPolicy},
    {Kind::kUser, "managedPolicyArns[]", SettingUse::kPolicyArn},
    {Kind::kUser, "groups[]", SettingUse::kGroupName},
    {Kind::kGroup, "inlinePolicies[].policy", SettingUse::kPolicy},
    {Kind::kGroup, "managedPolicyArns[]", SettingUse::kPolicyArn},
    {Kind::kManagedPolicy, "roles[]", SettingUse::kRoleName},
    {Kind::kManagedPolicy, "users[]", SettingUse::kUserName},
    {Kind::kManagedPolicy, "groups[]", SettingUse::kGroupName},
    {Kind::kInlinePolicy, "roles[]", SettingUse::kRoleName},
    {Kind::kInlinePolicy, "users[]", SettingUse::kUserName},
    {Kind::kInlinePolicy, "groups[]", SettingUse::kGroupName},
    {Kind::kManagedPolicy, "policy", SettingUse::kPolicy},
    {Kind::kInlinePolicy, "policy", SettingUse::kPolicy},
    {Kind::kInlinePolicy, "role", SettingUse::kRoleName},
    {Kind::kInlinePolicy, "user", SettingUse::kUserName},
    {Kind::kInlinePolicy, "group", SettingUse::kGroupName},
    {Kind::kAttachment, "role", SettingUse::kRoleName},
    {Kind::kAttachment, "user", SettingUse::kUserName},
    {Kind::kAttachment, "group", SettingUse::kGroupName},
    {Kind::kAttachment, "roleName", SettingUse::kRoleName},
    {Kind::kAttachment, "userName", SettingUse::kUserName},
    {Kind::kAttachment, "groupName", SettingUse::kGroupName},
    {Kind::kAttachment, "roles[]", SettingUse::kRoleName},
    {Kind::kAttachment, "users[]", SettingUse::kUserName},
    {Kind::kAttachment, "groups[]", SettingUse::kGroupName},
    {Kind::kAttachment, "policyArn", SettingUse::kPolicyArn},
    {Kind::kAttachment, "policyArns[]", SettingUse::kPolicyArn},
    {Kind::kGroupMembership, "user", SettingUse::kUserName},
    {Kind::kGroupMembership, "group", SettingUse::kGroupName},
    {Kind::kGroupMembership, "users[]", SettingUse::kUserName},
    {Kind::kGroupMembership, "groups[]", SettingUse::kGroupName},
    {Kind::kInstanceProfile, "role", SettingUse::kRoleName},
};

constexpr std::string_view kCloudControlIam = "aws-native:iam:";

// Types that hold no policy and put nobody under one.
constexpr std::string_view kHarmlessIam[] = {
    "aws-native:iam:OidcProvider", "aws-native:iam:SamlProvider",
    "aws-native:iam:ServerCertificate", "aws-native:iam:ServiceLinkedRole",
    "aws-native:iam:VirtualMfaDevice"};

struct MemberRow {
  std::string_view type, parent, member, name;  // type "": any
};
constexpr MemberRow kMembers[] = {
    {"Role", "", "roleName", "name"},
    {"Role", "", "assumeRolePolicyDocument", "assumeRolePolicy"},
    {"User", "", "userName", "name"},
    {"Group", "", "groupName", "name"},
    {"ManagedPolicy", "", "managedPolicyName", "name"},
    {"InstanceProfile", "", "instanceProfileName", "name"},
    {"InstanceProfile", "", "roles", "role"},
    {"RolePolicy", "", "roleName", "role"},
    {"UserPolicy", "", "userName", "user"},
    {"GroupPolicy", "", "groupName", "group"},
    {"UserToGroupAddition", "", "groupName", "group"},
    {"", "", "policies", "inlinePolicies"},
    {"", "", "policyName", "name"},
    {"", "", "policyDocument", "policy"},
    {"", "inlinePolicies[]", "policyName", "name"},
    {"", "inlinePolicies[]", "policyDocument", "policy"},
};

// Policies on resources: these settings hold them whole.
struct CarrierRow {
  std::string_view type, path;
};
constexpr CarrierRow kCarriers[] = {
    {"aws:cloudwatch/eventBusPolicy:EventBusPolicy", "policy"},
    {"aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "policyDocument"},
    {"aws:dynamodb/resourcePolicy:ResourcePolicy", "policy"},
    {"aws:ecr/registryPolicy:RegistryPolicy", "policy"},
    {"aws:ecr/repositoryPolicy:RepositoryPolicy", "policy"},
    {"aws:efs/fileSystemPolicy:FileSystemPolicy", "policy"},
    {"aws:glue/resourcePolicy:ResourcePolicy", "policy"},
    {"aws:kinesis/resourcePolicy:ResourcePolicy", "policy"},
    {"aws:kms/externalKey:ExternalKey", "policy"},
    {"aws:kms/key:Key", "policy"},
    {"aws:kms/keyPolicy:KeyPolicy", "policy"},
    {"aws:opensearch/domain:Domain", "accessPolicies"},
    {"aws:opensearch/domainPolicy:DomainPolicy", "accessPolicies"},
    {"aws:s3/accessPoint:AccessPoint", "policy"},
    {"aws:s3/bucket:Bucket", "policy"},
    {"aws:s3/bucketPolicy:BucketPolicy", "policy"},
    {"aws:s3/bucketV2:BucketV2", "policy"},
    {"aws:s3control/accessPointPolicy:AccessPointPolicy", "policy"},
    {"aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy", "resourcePolicy"},
    {"aws:secretsmanager/secret:Secret", "policy"},
    {"aws:secretsmanager/secretPolicy:SecretPolicy", "policy"},
    {"aws:sns/topic:Topic", "policy"},
    {"aws:sns/topicPolicy:TopicPolicy", "policy"},
    {"aws:sqs/queue:Queue", "policy"},
    {"aws:sqs/queuePolicy:QueuePolicy", "policy"},
};

bool IsCarrier(std::string_view type, std::string_view path) {
  return std::any_of(std::begin(kCarriers), std::end(kCarriers), [&](const CarrierRow& carrier) {
    return carrier.type == type && carrier.path == path;
  });
}

}  // namespace

InfrastructureKind KindOfType(std::string_view type) {
  const auto known = std::find_if(std::begin(kTypes), std::end(kTypes),
                                  [type](const TypeRow& row) { return row.type == type; });
  return known == std::end(kTypes) ? Kind::kOther : known->kind;
}

bool IsCloudControlIam(std::string_view type) { return type.starts_with(kCloudControlIam); }

bool IsUnreadIam(std::string_view type) {
  return IsCloudControlIam(type) && KindOfType(type) == Kind::kOther &&
         std::find(std::begin(kHarmlessIam), std::end(kHarmlessIam), type) ==
             std::end(kHarmlessIam);
}

std::string_view PlainMemberName(std::string_view type, std::string_view parent,
                                 std::string_view member) {
  if (!IsCloudControlIam(type)) return member;
  type.remove_prefix(kCloudControlIam.size());
  const auto known = std::find_if(std::begin(kMembers), std::end(kMembers), [&](const auto& row) {
    return (row.type.empty() || row.type == type) && row.parent == parent && row.member == member;
  });
  return known == std::end(kMembers) ? member : known->name;
}

SettingUse UseOfSetting(InfrastructureKind kind, std::string_view type, std::string_view path) {
  if (kind == Kind::kOther) {
    return IsCarrier(type, path) ? SettingUse::kPolicy : SettingUse::kPlain;
  }
  const auto known =
      std::find_if(std::begin(kSettings), std::end(kSettings),
                   [&](const SettingRow& row) { return row.kind == kind && row.path == path; });
  return known == std::end(kSettings) ? SettingUse::kPlain : known->use;
}

SettingUse UseOfUnknownSetting(InfrastructureKind kind, std::string_view path) {
  const auto holds = [&](const SettingRow& row) {
    if (row.kind != kind || !row.path.starts_with(path)) return false;
    const std::string_view rest = row.path.substr(path.size());
    return rest.empty() || rest.front() == '[' || rest.front() == '.';
  };
  const auto known = std::find_if(std::begin(kSettings), std::end(kSettings), holds);
  return known == std::end(kSettings) ? SettingUse::kPlain : known->use;
}

PolicyKind PolicyKindOfSetting(InfrastructureKind kind, std::string_view path) {
  if (kind == Kind::kOther) return PolicyKind::kResource;
  return path == "assumeRolePolicy" ? PolicyKind::kTrust : PolicyKind::kIdentity;
}

}  // namespace iamsift
