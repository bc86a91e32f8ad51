#include "analyzer/ingest/resources/policy_commands.h"

#include <algorithm>
#include <iterator>

namespace iamsift {
namespace {

constexpr ResourcePolicyRole kAccountWide = ResourcePolicyRole::kAccountWide;
constexpr ResourcePolicyRole kEndpoint = ResourcePolicyRole::kEndpoint;

// Source: AWS CLI Command Reference, each command's output; Service Authorization Reference, each
// service's resource types.
constexpr PolicyCommand kCommands[] = {
    {"acm-pca.get-policy", "acm-pca", "", "Policy", "",
     "arn:P:acm-pca:R:A:certificate-authority/{}"},
    {"apigateway.get-rest-api", "execute-api", "", "policy", "id", "arn:P:execute-api:R:A:{}"},
    {"backup.get-backup-vault-access-policy", "backup", "", "Policy",
     "BackupVaultArn|BackupVaultName", "arn:P:backup:R:A:backup-vault:{}"},
    {"cloudtrail.get-resource-policy", "cloudtrail", "", "ResourcePolicy", "ResourceArn", ""},
    {"codeartifact.get-domain-permissions-policy", "codeartifact", "", "policy.document",
     "policy.resourceArn", "arn:P:codeartifact:R:A:domain/{}"},
    {"codeartifact.get-repository-permissions-policy", "codeartifact", "", "policy.document",
     "policy.resourceArn", "arn:P:codeartifact:R:A:repository/{}"},
    {"codebuild.get-resource-policy", "codebuild", "", "policy", "",
     "arn:P:codebuild:R:A:project/{}"},
    {"dynamodb.get-resource-policy", "dynamodb", "", "Policy", "", "arn:P:dynamodb:R:A:table/{}"},
    {"ec2.describe-vpc-endpoints", "ec2", "VpcEndpoints", "PolicyDocument", "VpcEndpointId",
     "arn:P:ec2:R:A:vpc-endpoint/{}", kEndpoint},
    {"ecr-public.get-repository-policy", "ecr-public", "", "policyText", "repositoryName",
     "arn:P:ecr-public::A:repository/{}"},
    {"ecr.get-registry-policy", "ecr", "", "policyText", "", "", kAccountWide},
    {"ecr.get-repository-policy", "ecr", "", "policyText", "repositoryName",
     "arn:P:ecr:R:A:repository/{}"},
    {"efs.describe-file-system-policy", "elasticfilesystem", "", "Policy", "FileSystemId",
     "arn:P:elasticfilesystem:R:A:file-system/{}"},
    {"es.describe-elasticsearch-domain", "es", "", "DomainStatus.AccessPolicies",
     "DomainStatus.ARN", "arn:P:es:R:A:domain/{}"},
    {"events.describe-event-bus", "events", "", "Policy", "Arn|Name",
     "arn:P:events:R:A:event-bus/{}"},
    {"glacier.get-vault-access-policy", "glacier", "", "policy.Policy", "",
     "arn:P:glacier:R:A:vaults/{}"},
    {"glue.get-resource-policy", "glue", "", "PolicyInJson", "", "arn:P:glue:R:A:catalog",
     kAccountWide},
    {"iot.get-policy", "", "", "", "", ""},
    {"kafka.get-cluster-policy", "kafka", "", "Policy", "", "arn:P:kafka:R:A:cluster/{}"},
    {"kinesis.get-resource-policy", "kinesis", "", "Policy", "", "arn:P:kinesis:R:A:stream/{}"},
    {"kms.get-key-policy", "kms", "", "Policy", "", "arn:P:kms:R:A:key/{}"},
    {"lambda.get-policy", "lambda", "", "Policy", "", "arn:P:lambda:R:A:function:{}"},
    {"logs.describe-resource-policies", "logs", "resourcePolicies", "policyDocument", "", "",
     kAccountWide},
    {"mediastore.get-container-policy", "mediastore", "", "Policy", "",
     "arn:P:mediastore:R:A:container/{}"},
    {"network-firewall.describe-resource-policy", "network-firewall", "", "Policy", "", ""},
    {"opensearch.describe-domain", "es", "", "DomainStatus.AccessPolicies", "DomainStatus.ARN",
     "arn:P:es:R:A:domain/{}"},
    {"redshift.get-resource-policy", "redshift", "", "ResourcePolicy.Policy|Policy",
     "ResourcePolicy.ResourceArn", ""},
    {"s3api.get-bucket-policy", "s3", "", "Policy", "", "arn:P:s3:::{}"},
    {"s3control.get-access-point-policy", "s3", "", "Policy", "", "arn:P:s3:R:A:accesspoint/{}"},
    {"s3tables.get-table-bucket-policy", "s3tables", "", "resourcePolicy", "",
     "arn:P:s3tables:R:A:bucket/{}"},
    {"sagemaker.get-model-package-group-policy", "sagemaker", "", "ResourcePolicy", "",
     "arn:P:sagemaker:R:A:model-package-group/{}"},
    {"secretsmanager.get-resource-policy", "secretsmanager", "", "ResourcePolicy", "ARN",
     "arn:P:secretsmanager:R:A:secret:{}"},
    {"sns.get-topic-attributes", "sns", "", "Attributes.Policy", "Attributes.TopicArn",
     "arn:P:sns:R:A:{}"},
    {"sqs.get-queue-attributes", "sqs", "", "Attributes.Policy", "Attributes.QueueArn",
     "arn:P:sqs:R:A:{}"},
    {"vpc-lattice.get-auth-policy", "vpc-lattice-svcs", "", "policy", "", ""},
    {"vpc-lattice.get-resource-policy", "vpc-lattice", "", "policy", "", ""},
    {"xray.list-resource-policies", "xray", "ResourcePolicies", "PolicyDocument", "", "",
     kAccountWide},
};

}  // namespace

const PolicyCommand* FindPolicyCommand(std::string_view name) {
  const auto* const found =
      std::find_if(std::begin(kCommands), std::end(kCommands),
                   [name](const PolicyCommand& command) { return command.name == name; });
  return found == std::end(kCommands) ? nullptr : found;
}

}  // namespace iamsift
