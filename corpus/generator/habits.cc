// The tables of templates.h: what people grant, and whom roles trust.

#include "corpus/generator/templates.h"

namespace iamsift {
namespace {

constexpr StatementTemplate kReadData[] = {
    {.sid = "ListBucket",
     .actions = "s3:ListBucket s3:GetBucketLocation",
     .resources = "arn:aws:s3:::{bucket}"},
    {.sid = "ReadObjects",
     .actions = "s3:GetObject s3:GetObjectVersion s3:GetObjectTagging",
     .resources = "arn:aws:s3:::{bucket}/{project}/*"},
};
constexpr StatementTemplate kReadWriteData[] = {
    {.sid = "ListBucket",
     .actions = "s3:ListBucket s3:ListBucketMultipartUploads s3:GetBucketLocation",
     .resources = "arn:aws:s3:::{bucket}"},
    {.sid = "ReadWriteObjects",
     .actions = "s3:GetObject s3:PutObject s3:DeleteObject s3:AbortMultipartUpload "
                "s3:ListMultipartUploadParts",
     .resources = "arn:aws:s3:::{bucket}/*"},
    {.sid = "UseKey",
     .actions = "kms:Decrypt kms:Encrypt kms:GenerateDataKey kms:DescribeKey",
     .resources = "arn:aws:kms:{region}:{account}:key/{key}"},
};
constexpr StatementTemplate kWideBucket[] = {
    {.sid = "", .actions = "s3:*", .resources = "arn:aws:s3:::{bucket} arn:aws:s3:::{bucket}/*"},
};
constexpr StatementTemplate kAllOfS3[] = {
    {.sid = "S3", .actions = "s3:*", .resources = "*"},
};
constexpr StatementTemplate kTeamBuckets[] = {
    {.sid = "TeamBuckets",
     .actions = "s3:Get* s3:List* s3:PutObject",
     .resources = "arn:aws:s3:::{team}-* arn:aws:s3:::{team}-*/*"},
};
constexpr StatementTemplate kLogs[] = {
    {.sid = "WriteLogs",
     .actions = "logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents",
     .resources = "*"},
};
constexpr StatementTemplate kOwnLogs[] = {
    {.sid = "WriteOwnLogs",
     .actions = "logs:CreateLogStream logs:PutLogEvents",
     .resources = "arn:aws:logs:{region}:{account}:log-group:/{team}/{app}:*"},
};
constexpr StatementTemplate kTraining[] = {
    {.sid = "RunTraining",
     .actions = "sagemaker:CreateTrainingJob sagemaker:DescribeTrainingJob "
                "sagemaker:StopTrainingJob sagemaker:AddTags sagemaker:ListTags",
     .resources = "arn:aws:sagemaker:{region}:{account}:training-job/{project}-*"},
    {.sid = "PassTrainingRole",
     .actions = "iam:PassRole",
     .resources = "arn:aws:iam::{account}:role/{team}-{project}-training",
     .tests = "StringEquals|iam:PassedToService|sagemaker.amazonaws.com"},
    {.sid = "PullImages",
     .actions = "ecr:BatchGetImage ecr:GetDownloadUrlForLayer ecr:BatchCheckLayerAvailability",
     .resources = "arn:aws:ecr:{region}:{account}:repository/{team}/*"},
    {.sid = "RegistryLogin", .actions = "ecr:GetAuthorizationToken", .resources = "*"},
};
constexpr StatementTemplate kAllOfSageMaker[] = {
    {.sid = "", .actions = "sagemaker:*", .resources = "*"},
    {.sid = "", .actions = "iam:PassRole", .resources = "*"},
};
constexpr StatementTemplate kSageMakerVerbs[] = {
    {.sid = "SageMakerUse",
     .actions = "sagemaker:Create* sagemaker:Describe* sagemaker:List* sagemaker:Update* "
                "sagemaker:Stop* sagemaker:InvokeEndpoint",
     .resources = "*",
     .tests = "StringEquals|aws:RequestedRegion|{region},eu-central-1"},
};
constexpr StatementTemplate kEndpoint[] = {
    {.sid = "Invoke",
     .actions = "sagemaker:InvokeEndpoint sagemaker:InvokeEndpointAsync",
     .resources = "arn:aws:sagemaker:{region}:{account}:endpoint/{project}-{env}"},
};
constexpr StatementTemplate kFeatureStore[] = {
    {.sid = "Features",
     .actions = "sagemaker:PutRecord sagemaker:GetRecord sagemaker:BatchGetRecord "
                "sagemaker:DescribeFeatureGroup",
     .resources = "arn:aws:sagemaker:{region}:{account}:feature-group/{project}*"},
};
constexpr StatementTemplate kBedrock[] = {
    {.sid = "InvokeModels",
     .actions = "bedrock:InvokeModel bedrock:InvokeModelWithResponseStream",
     .resources = "arn:aws:bedrock:{region}::foundation-model/* "
                  "arn:aws:bedrock:{region}:{account}:inference-profile/*"},
};
constexpr StatementTemplate kBedrockWide[] = {
    {.sid = "Bedrock", .actions = "bedrock:*", .resources = "*"},
};
constexpr StatementTemplate kTables[] = {
    {.sid = "Tables",
     .actions = "dynamodb:GetItem dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem "
                "dynamodb:Query dynamodb:BatchGetItem dynamodb:BatchWriteItem",
     .resources = "arn:aws:dynamodb:{region}:{account}:table/{project}-{env} "
                  "arn:aws:dynamodb:{region}:{account}:table/{project}-{env}/index/*"},
};
constexpr StatementTemplate kTenantRows[] = {
    {.sid = "OwnRows",
     .actions = "dynamodb:GetItem dynamodb:Query",
     .resources = "arn:aws:dynamodb:{region}:{account}:table/{project}-tenants",
     .tests = "ForAllValues:StringEquals|dynamodb:LeadingKeys|${aws:PrincipalTag/tenant}"},
};
constexpr StatementTemplate kQueue[] = {
    {.sid = "Consume",
     .actions = "sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes "
                "sqs:ChangeMessageVisibility",
     .resources = "arn:aws:sqs:{region}:{account}:{project}-{env}"},
};
constexpr StatementTemplate kQueuesAnywhere[] = {
    {.sid = "Send", .actions = "sqs:SendMessage sns:Publish", .resources = "arn:aws:sqs:*:*:* *"},
};
constexpr StatementTemplate kSecrets[] = {
    {.sid = "ReadSecret",
     .actions = "secretsmanager:GetSecretValue secretsmanager:DescribeSecret",
     .resources = "arn:aws:secretsmanager:{region}:{account}:secret:{team}/{project}/{env}/*"},
    {.sid = "DecryptSecret",
     .actions = "kms:Decrypt",
     .resources = "arn:aws:kms:{region}:{account}:key/{key}",
     .tests = "StringEquals|kms:ViaService|secretsmanager.{region}.amazonaws.com"},
};
constexpr StatementTemplate kParameters[] = {
    {.sid = "ReadParameters",
     .actions = "ssm:GetParameter ssm:GetParameters ssm:GetParametersByPath",
     .resources = "arn:aws:ssm:{region}:{account}:parameter/{team}/{project}/*"},
};
constexpr StatementTemplate kSecretsWide[] = {
    {.sid = "Config",
     .actions = "secretsmanager:GetSecretValue ssm:GetParameter* kms:Decrypt",
     .resources = "*"},
};
constexpr StatementTemplate kInvokeFunctions[] = {
    {.sid = "InvokeOwn",
     .actions = "lambda:InvokeFunction",
     .resources = "arn:aws:lambda:{region}:{account}:function:{project}-*"},
};
constexpr StatementTemplate kDeployFunctions[] = {
    {.sid = "Deploy",
     .actions = "lambda:CreateFunction lambda:UpdateFunctionCode "
                "lambda:UpdateFunctionConfiguration lambda:PublishVersion lambda:GetFunction "
                "lambda:TagResource",
     .resources = "arn:aws:lambda:{region}:{account}:function:{project}-*"},
    {.sid = "PassFunctionRoles",
     .actions = "iam:PassRole",
     .resources = "arn:aws:iam::{account}:role/{team}-{project}-*",
     .tests = "StringLike|iam:PassedToService|lambda.amazonaws.com,states.amazonaws.com"},
};
constexpr StatementTemplate kStacks[] = {
    {.sid = "Stacks",
     .actions = "cloudformation:CreateStack cloudformation:UpdateStack "
                "cloudformation:DescribeStacks cloudformation:CreateChangeSet "
                "cloudformation:ExecuteChangeSet cloudformation:DescribeChangeSet",
     .resources = "arn:aws:cloudformation:{region}:{account}:stack/{project}-*/*"},
};
constexpr StatementTemplate kStacksWide[] = {
    {.sid = "Cfn", .actions = "cloudformation:* iam:PassRole", .resources = "*"},
};
constexpr StatementTemplate kGlue[] = {
    {.sid = "CatalogRead",
     .actions = "glue:GetDatabase glue:GetDatabases glue:GetTable glue:GetTables "
                "glue:GetPartitions glue:BatchGetPartition",
     .resources = "arn:aws:glue:{region}:{account}:catalog "
                  "arn:aws:glue:{region}:{account}:database/{project}_{env} "
                  "arn:aws:glue:{region}:{account}:table/{project}_{env}/*"},
    {.sid = "RunQueries",
     .actions = "athena:StartQueryExecution athena:GetQueryExecution athena:GetQueryResults "
                "athena:StopQueryExecution",
     .resources = "arn:aws:athena:{region}:{account}:workgroup/{team}"},
};
constexpr StatementTemplate kGlueWide[] = {
    {.sid = "Lake", .actions = "glue:* athena:* lakeformation:GetDataAccess", .resources = "*"},
};
constexpr StatementTemplate kInstances[] = {
    {.sid = "SeeInstances",
     .actions = "ec2:DescribeInstances ec2:DescribeInstanceStatus ec2:DescribeTags "
                "ec2:DescribeVolumes ec2:DescribeSubnets ec2:DescribeSecurityGroups",
     .resources = "*"},
    {.sid = "OwnInstances",
     .actions = "ec2:StartInstances ec2:StopInstances ec2:RebootInstances",
     .resources = "arn:aws:ec2:{region}:{account}:instance/*",
     .tests = "StringEquals|aws:ResourceTag/team|${aws:PrincipalTag/team}"},
};
constexpr StatementTemplate kLaunch[] = {
    {.sid = "Launch",
     .actions = "ec2:RunInstances ec2:CreateTags ec2:TerminateInstances",
     .resources = "*",
     .tests = "StringEquals|aws:RequestedRegion|{region} "
              "StringLike|ec2:InstanceType|g5.*,g6.*,p4d.*"},
};
constexpr StatementTemplate kEc2Wide[] = {
    {.sid = "", .actions = "ec2:*", .resources = "*"},
};
constexpr StatementTemplate kCluster[] = {
    {.sid = "DescribeCluster",
     .actions = "eks:DescribeCluster eks:ListNodegroups eks:AccessKubernetesApi",
     .resources = "arn:aws:eks:{region}:{account}:cluster/{cluster}"},
};
constexpr StatementTemplate kPush[] = {
    {.sid = "Push",
     .actions = "ecr:PutImage ecr:InitiateLayerUpload ecr:UploadLayerPart "
                "ecr:CompleteLayerUpload ecr:BatchCheckLayerAvailability ecr:BatchGetImage",
     .resources = "arn:aws:ecr:{region}:{account}:repository/{team}/{app}"},
    {.sid = "Login", .actions = "ecr:GetAuthorizationToken", .resources = "*"},
};
constexpr StatementTemplate kStepFunctions[] = {
    {.sid = "Start",
     .actions = "states:StartExecution states:DescribeExecution states:StopExecution",
     .resources = "arn:aws:states:{region}:{account}:stateMachine:{project}-{env} "
                  "arn:aws:states:{region}:{account}:execution:{project}-{env}:*"},
};
constexpr StatementTemplate kMetrics[] = {
    {.sid = "Metrics",
     .actions = "cloudwatch:PutMetricData",
     .resources = "*",
     .tests = "StringEquals|cloudwatch:namespace|{team}/{project}"},
};
constexpr StatementTemplate kEyes[] = {
    {.sid = "Look",
     .actions = "cloudwatch:Get* cloudwatch:List* cloudwatch:Describe* logs:Get* logs:Describe* "
                "logs:FilterLogEvents tag:GetResources",
     .resources = "*"},
};
constexpr StatementTemplate kAssumeAcross[] = {
    {.sid = "AssumeDataAccount",
     .actions = "sts:AssumeRole",
     .resources = "arn:aws:iam::{other}:role/{team}-reader"},
};
constexpr StatementTemplate kAssumeAny[] = {
    {.sid = "", .actions = "sts:AssumeRole", .resources = "*"},
};
constexpr StatementTemplate kRolesForProject[] = {
    {.sid = "ManageProjectRoles",
     .actions = "iam:CreateRole iam:PutRolePolicy iam:AttachRolePolicy iam:DeleteRolePolicy "
                "iam:TagRole iam:GetRole",
     .resources = "arn:aws:iam::{account}:role/{team}-{project}-*",
     .tests = "StringEquals|iam:PermissionsBoundary|"
              "arn:aws:iam::{account}:policy/{team}-boundary"},
};
constexpr StatementTemplate kIamEyes[] = {
    {.sid = "SeeIam", .actions = "iam:Get* iam:List* iam:Simulate*", .resources = "*"},
};
constexpr StatementTemplate kOwnCredentials[] = {
    {.sid = "OwnKeys",
     .actions = "iam:CreateAccessKey iam:DeleteAccessKey iam:ListAccessKeys "
                "iam:UpdateAccessKey iam:ChangePassword iam:GetUser",
     .resources = "arn:aws:iam::{account}:user/${aws:username}"},
    {.sid = "NothingWithoutMfa",
     .actions = "iam:ChangePassword iam:ListMFADevices iam:EnableMFADevice sts:GetSessionToken",
     .resources = "*",
     .tests = "BoolIfExists|aws:MultiFactorAuthPresent|false",
     .is_deny = true,
     .is_not_action = true},
};
constexpr StatementTemplate kAllButIam[] = {
    {.sid = "AllButIam",
     .actions = "iam:* organizations:* account:*",
     .resources = "*",
     .is_not_action = true},
};
constexpr StatementTemplate kNotProduction[] = {
    {.sid = "NotProduction",
     .actions = "s3:GetObject s3:PutObject",
     .resources = "arn:aws:s3:::{team}-prod-* arn:aws:s3:::{team}-prod-*/*",
     .is_not_resource = true},
};
constexpr StatementTemplate kOffice[] = {
    {.sid = "FromOffice",
     .actions = "sagemaker:CreatePresignedDomainUrl sagemaker:CreatePresignedNotebookInstanceUrl",
     .resources = "*",
     .tests = "IpAddress|aws:SourceIp|203.0.113.0/24,198.51.100.0/25"},
};
constexpr StatementTemplate kUntilDate[] = {
    {.sid = "Migration",
     .actions = "s3:GetObject s3:ListBucket s3:PutObject",
     .resources = "arn:aws:s3:::{project}-legacy arn:aws:s3:::{project}-legacy/*",
     .tests = "DateLessThan|aws:CurrentTime|2026-12-31T23:59:59Z"},
};
constexpr StatementTemplate kRegionLock[] = {
    {.sid = "OutsideEurope",
     .actions = "iam:* sts:* support:* cloudfront:* route53:* organizations:*",
     .resources = "*",
     .tests = "StringNotEquals|aws:RequestedRegion|eu-west-1,eu-central-1,eu-north-1",
     .is_deny = true,
     .is_not_action = true},
};
constexpr StatementTemplate kNoAuditTampering[] = {
    {.sid = "ProtectAudit",
     .actions = "cloudtrail:StopLogging cloudtrail:DeleteTrail cloudtrail:UpdateTrail "
                "guardduty:DeleteDetector config:DeleteConfigurationRecorder",
     .resources = "*",
     .is_deny = true},
};
constexpr StatementTemplate kTlsOnly[] = {
    {.sid = "TlsOnly",
     .actions = "s3:*",
     .resources = "*",
     .tests = "Bool|aws:SecureTransport|false",
     .is_deny = true},
};
constexpr StatementTemplate kNoDeletes[] = {
    {.sid = "KeepData",
     .actions = "s3:DeleteBucket s3:DeleteObjectVersion dynamodb:DeleteTable "
                "rds:DeleteDBInstance kms:ScheduleKeyDeletion",
     .resources = "*",
     .is_deny = true},
};
constexpr StatementTemplate kEverything[] = {
    {.sid = "", .actions = "*", .resources = "*"},
};
constexpr StatementTemplate kStream[] = {
    {.sid = "Stream",
     .actions = "kinesis:PutRecord kinesis:PutRecords kinesis:DescribeStreamSummary",
     .resources = "arn:aws:kinesis:{region}:{account}:stream/{project}-{env}"},
    {.sid = "Deliver",
     .actions = "firehose:PutRecord firehose:PutRecordBatch",
     .resources = "arn:aws:firehose:{region}:{account}:deliverystream/{project}-*"},
};

constexpr StatementTemplate kBoundary[] = {
    {.sid = "Ceiling",
     .actions = "s3:* sagemaker:* bedrock:* logs:* cloudwatch:* dynamodb:* sqs:* sns:* lambda:* "
                "ecr:* glue:* athena:* states:* kms:Decrypt kms:GenerateDataKey ssm:GetParameter* "
                "secretsmanager:GetSecretValue ec2:Describe* iam:PassRole sts:AssumeRole",
     .resources = "*"},
    {.sid = "NoBoundaryTampering",
     .actions = "iam:DeleteRolePermissionsBoundary iam:PutRolePermissionsBoundary "
                "iam:CreatePolicyVersion iam:SetDefaultPolicyVersion",
     .resources = "*",
     .is_deny = true},
};

constexpr PolicyTemplate kPolicies[] = {
    {"read-data", 9, kReadData},
    {"read-write-data", 9, kReadWriteData},
    {"bucket-full", 4, kWideBucket},
    {"s3-full", 2, kAllOfS3},
    {"team-buckets", 3, kTeamBuckets},
    {"logs", 8, kLogs},
    {"own-logs", 5, kOwnLogs},
    {"training", 5, kTraining},
    {"sagemaker-full", 2, kAllOfSageMaker},
    {"sagemaker-use", 2, kSageMakerVerbs},
    {"invoke-endpoint", 3, kEndpoint},
    {"features", 2, kFeatureStore},
    {"bedrock-invoke", 3, kBedrock},
    {"bedrock-full", 1, kBedrockWide},
    {"tables", 6, kTables},
    {"tenant-rows", 2, kTenantRows},
    {"queue", 6, kQueue},
    {"send-anywhere", 1, kQueuesAnywhere},
    {"secrets", 6, kSecrets},
    {"parameters", 5, kParameters},
    {"config-wide", 2, kSecretsWide},
    {"invoke-functions", 4, kInvokeFunctions},
    {"deploy-functions", 3, kDeployFunctions},
    {"stacks", 3, kStacks},
    {"stacks-full", 1, kStacksWide},
    {"lake-read", 4, kGlue},
    {"lake-full", 1, kGlueWide},
    {"instances", 3, kInstances},
    {"launch", 2, kLaunch},
    {"ec2-full", 1, kEc2Wide},
    {"cluster", 3, kCluster},
    {"push-images", 3, kPush},
    {"executions", 4, kStepFunctions},
    {"metrics", 5, kMetrics},
    {"eyes", 3, kEyes},
    {"assume-data-account", 3, kAssumeAcross},
    {"assume-any", 1, kAssumeAny},
    {"project-roles", 1, kRolesForProject},
    {"iam-eyes", 2, kIamEyes},
    {"own-credentials", 2, kOwnCredentials},
    {"all-but-iam", 1, kAllButIam},
    {"not-production", 1, kNotProduction},
    {"office-only", 1, kOffice},
    {"migration", 1, kUntilDate},
    {"region-lock", 2, kRegionLock},
    {"protect-audit", 2, kNoAuditTampering},
    {"tls-only", 2, kTlsOnly},
    {"keep-data", 2, kNoDeletes},
    {"admin", 1, kEverything},
    {"stream", 3, kStream},
};

constexpr PolicyTemplate kBoundaryPolicy = {"boundary", 1, kBoundary};

constexpr TrustTemplate kTrusts[] = {
    {22, "fn", "Service", "lambda.amazonaws.com"},
    {14, "node", "Service", "ec2.amazonaws.com"},
    {12, "training", "Service", "sagemaker.amazonaws.com"},
    {10, "task", "Service", "ecs-tasks.amazonaws.com"},
    {4, "flow", "Service", "states.amazonaws.com"},
    {4, "etl", "Service", "glue.amazonaws.com"},
    {3, "build", "Service", "codebuild.amazonaws.com"},
    {3, "agent", "Service", "bedrock.amazonaws.com", "sts:AssumeRole",
     "StringEquals|aws:SourceAccount|{account}"},
    {2, "schedule", "Service", "events.amazonaws.com"},
    {10, "pod", "Federated",
     "arn:aws:iam::{account}:oidc-provider/oidc.eks.{region}.amazonaws.com/id/{cluster}",
     "sts:AssumeRoleWithWebIdentity",
     "StringEquals|oidc.eks.{region}.amazonaws.com/id/{cluster}:sub|"
     "system:serviceaccount:{project}:{app} "
     "StringEquals|oidc.eks.{region}.amazonaws.com/id/{cluster}:aud|sts.amazonaws.com"},
    {6, "deploy", "Federated",
     "arn:aws:iam::{account}:oidc-provider/token.actions.githubusercontent.com",
     "sts:AssumeRoleWithWebIdentity",
     "StringEquals|token.actions.githubusercontent.com:aud|sts.amazonaws.com "
     "StringLike|token.actions.githubusercontent.com:sub|repo:{team}/{project}:*"},
    {5, "reader", "AWS", "arn:aws:iam::{other}:root", "sts:AssumeRole",
     "StringEquals|sts:ExternalId|{team}-{project}"},
    {3, "partner", "AWS", "arn:aws:iam::{other}:root"},
    {2, "operator", "AWS", "arn:aws:iam::{account}:root", "sts:AssumeRole",
     "Bool|aws:MultiFactorAuthPresent|true"},
};

}  // namespace

std::span<const PolicyTemplate> PolicyTemplates() { return kPolicies; }
std::span<const TrustTemplate> TrustTemplates() { return kTrusts; }
const PolicyTemplate& BoundaryTemplate() { return kBoundaryPolicy; }

}  // namespace iamsift
