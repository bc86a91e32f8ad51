#include "rules/broad/needed_conditions.h"

namespace iamsift {
namespace {

using Names = std::string_view[];

constexpr Names kPassRole = {"iam:PassRole"};
constexpr Names kPassRoleKeys = {"iam:passedtoservice"};
constexpr Names kMakeRole = {"iam:CreateRole", "iam:PutRolePolicy"};
constexpr Names kMakeRoleKeys = {"iam:permissionsboundary"};
constexpr Names kAttach = {"iam:AttachRolePolicy"};
constexpr Names kAttachKeys = {"iam:policyarn"};
constexpr Names kCreateGrant = {"kms:CreateGrant"};
constexpr Names kCreateGrantKeys = {"kms:grantisforawsresource"};
constexpr Names kDecrypt = {"kms:Decrypt"};
constexpr Names kDecryptKeys = {"kms:viaservice", "kms:encryptioncontext*"};
constexpr Names kAddPermission = {"lambda:AddPermission"};
constexpr Names kAddPermissionKeys = {"lambda:principal"};
constexpr Names kFunctionUrl = {"lambda:CreateFunctionUrlConfig"};
constexpr Names kFunctionUrlKeys = {"lambda:functionurlauthtype"};
constexpr Names kSecretPolicy = {"secretsmanager:PutResourcePolicy"};
constexpr Names kSecretPolicyKeys = {"secretsmanager:blockpublicpolicy"};
constexpr Names kCreateStack = {"cloudformation:CreateStack"};
constexpr Names kCreateStackKeys = {"cloudformation:rolearn"};
constexpr Names kRunInstances = {"ec2:RunInstances"};
constexpr Names kRunInstancesKeys = {"ec2:instancetype", "aws:requesttag/*", "aws:resourcetag/*",
                                     "ec2:resourcetag/*", "aws:tagkeys"};
constexpr Names kShare = {"ram:CreateResourceShare"};
constexpr Names kShareKeys = {"ram:requestedallowsexternalprincipals"};

constexpr NeededCondition kNeeded[] = {
    {kPassRole, kPassRoleKeys, "`iam:PassedToService`", "the services that get the role"},
    {kMakeRole, kMakeRoleKeys, "`iam:PermissionsBoundary`", "what the role can ever do"},
    {kAttach, kAttachKeys, "`iam:PolicyARN`", "the policies that can be attached"},
    {kCreateGrant, kCreateGrantKeys, "`kms:GrantIsForAWSResource`",
     "grants to those that AWS services make"},
    {kDecrypt, kDecryptKeys, "`kms:ViaService` or `kms:EncryptionContext`",
     "what can be decrypted"},
    {kAddPermission, kAddPermissionKeys, "`lambda:Principal`", "who can be let in"},
    {kFunctionUrl, kFunctionUrlKeys, "`lambda:FunctionUrlAuthType`", "URLs to those with a login"},
    {kSecretPolicy, kSecretPolicyKeys, "`secretsmanager:BlockPublicPolicy`",
     "policies to those that are not public"},
    {kCreateStack, kCreateStackKeys, "`cloudformation:RoleArn`", "the roles that stacks run as"},
    {kRunInstances, kRunInstancesKeys, "`ec2:InstanceType` or tags",
     "what kind of instances, and whose"},
    {kShare, kShareKeys, "`ram:RequestedAllowsExternalPrincipals`",
     "shares to the own organization"},
};

}  // namespace

std::span<const NeededCondition> NeededConditions() { return kNeeded; }

}  // namespace iamsift
