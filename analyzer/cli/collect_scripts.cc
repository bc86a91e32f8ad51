#include "analyzer/cli/collect_scripts.h"

namespace iamsift {
namespace {

constexpr std::string_view kOrg = R"sh(#!/bin/sh
# Reads an AWS organization for iamsift: its tree, and the service and resource control policies on
# it. Every command only lists or describes. Run it with credentials of the management account, or
# of a delegated administrator of AWS Organizations:
#
#     sh collect-org.sh [FOLDER]        writes FOLDER (default: org)
#     iamsift org pack FOLDER -o org.json
#
# Permissions it needs: organizations:Describe*, organizations:List*

set -eu
umask 077
out=${1:-org}
mkdir -p "$out/list-organizational-units-for-parent" "$out/list-accounts-for-parent" \
  "$out/list-policies" "$out/describe-policy" "$out/list-targets-for-policy"

aws organizations describe-organization --output json > "$out/describe-organization.json"
aws organizations list-roots --output json > "$out/list-roots.json"

# The tree: each parent's units and accounts; the units are parents in turn.
# shellcheck disable=SC2046  # ids have no blanks: one word each
set -- $(aws organizations list-roots --query 'Roots[].Id' --output text)
while [ "$#" -gt 0 ]; do
  parent=$1
  shift
  aws organizations list-organizational-units-for-parent --parent-id "$parent" --output json \
    > "$out/list-organizational-units-for-parent/$parent.json"
  aws organizations list-accounts-for-parent --parent-id "$parent" --output json \
    > "$out/list-accounts-for-parent/$parent.json"
  # shellcheck disable=SC2046
  set -- "$@" $(aws organizations list-organizational-units-for-parent --parent-id "$parent" \
    --query 'OrganizationalUnits[].Id' --output text)
done

# The policies, what they say, and what they are attached to.
for type in SERVICE_CONTROL_POLICY RESOURCE_CONTROL_POLICY; do
  aws organizations list-policies --filter "$type" --output json \
    > "$out/list-policies/$type.json"
  for policy in $(aws organizations list-policies --filter "$type" \
    --query 'Policies[].Id' --output text); do
    aws organizations describe-policy --policy-id "$policy" --output json \
      > "$out/describe-policy/$policy.json"
    aws organizations list-targets-for-policy --policy-id "$policy" --output json \
      > "$out/list-targets-for-policy/$policy.json"
  done
done

echo "written: $out" >&2
)sh";

constexpr std::string_view kAccount = R"sh(#!/bin/sh
# Reads the users, groups, roles and policies of one AWS account for iamsift. The one command only
# lists; it prints no secrets and no keys.
#
#     sh collect-account.sh [FILE]      writes FILE (default: export.json)
#     iamsift scan FILE
#
# Permission it needs: iam:GetAccountAuthorizationDetails
#
# For a smaller file, add this to the command: iamsift knows the policies of AWS itself.
#     --filter User Role Group LocalManagedPolicy

set -eu
umask 077
out=${1:-export.json}

aws iam get-account-authorization-details --output json > "$out"

echo "written: $out" >&2
)sh";

constexpr std::string_view kResourcePolicies = R"sh(#!/bin/sh
# Reads the policies on the resources of one AWS account for iamsift. Every command only lists,
# gets or describes; no content of any resource is read.
#
#     sh collect-resource-policies.sh [FOLDER [REGION...]]
#     iamsift scan export.json --resource-policies FOLDER
#
# FOLDER is resource-policies unless you name one, and REGION every Region that the account has
# enabled. What cannot be read (a service that is not in a Region, a missing permission) is said on
# standard error, is left out, and makes the exit code 1; the rest is collected.
#
# Permissions it needs: those of the managed policy SecurityAudit, and the List and Get actions of
# resource policies that it lacks.

set -u
umask 077
out=${1:-resource-policies}
[ "$#" -eq 0 ] || shift
failed=0

account=$(aws sts get-caller-identity --query Account --output text) || exit 1
partition=$(aws sts get-caller-identity --query Arn --output text | cut -d: -f2)
if [ "$#" -eq 0 ]; then
  # shellcheck disable=SC2046  # names of Regions have no blanks: one word each
  set -- $(aws ec2 describe-regions --query 'Regions[].RegionName' --output text)
fi

# A name or an ARN as the name of a file.
encoded() {
  printf '%s' "$1" | sed -e 's/%/%25/g' -e 's/:/%3A/g' -e 's,/,%2F,g'
}

# keep FOLDER NAME COMMAND...: the answer of a command in FOLDER/NAME.json. An answer that there is
# no policy is kept as {}.
keep() {
  file=$1/$(encoded "$2").json
  mkdir -p "$1"
  shift 2
  if "$@" --output json > "$file.part" 2> "$file.error"; then
    [ -s "$file.part" ] || echo '{}' > "$file.part"
    mv "$file.part" "$file"
  elif grep -q -e NoSuchBucketPolicy -e NoSuchPublicAccessBlockConfiguration \
    -e OwnershipControlsNotFoundError -e NoSuchAccessPointPolicy -e PolicyNotFound \
    -e ResourceNotFoundException -e EntityNotFoundException -e 'Cannot find resource policy' \
    "$file.error"; then
    echo '{}' > "$file"
  else
    failed=1
    echo "not read: $*" >&2
    cat "$file.error" >&2
  fi
  rm -f "$file.part" "$file.error"
}

# list COMMAND...: the words of an answer, one a line, in the file that the loops below read.
list() {
  if ! "$@" --output text > "$at/answer"; then
    failed=1
    echo "not listed: $*" >&2
  fi
  tr '\t' '\n' < "$at/answer" | grep -v -x -e None -e '' > "$at/names"
  rm -f "$at/answer"
}

# S3: one list for all Regions.
at=$out/$account
keep "$at/s3control.get-public-access-block" "$account" \
  aws s3control get-public-access-block --account-id "$account"
list aws s3api list-buckets --query 'Buckets[].Name'
while read -r bucket; do
  keep "$at/s3api.get-bucket-policy" "$bucket" aws s3api get-bucket-policy --bucket "$bucket"
  keep "$at/s3api.get-public-access-block" "$bucket" \
    aws s3api get-public-access-block --bucket "$bucket"
  keep "$at/s3api.get-bucket-ownership-controls" "$bucket" \
    aws s3api get-bucket-ownership-controls --bucket "$bucket"
done < "$at/names"
rm -f "$at/names"

for region in "$@"; do
  at=$out/$account/$region
  mkdir -p "$at"
  export AWS_REGION="$region" AWS_DEFAULT_REGION="$region"

  list aws kms list-keys --query 'Keys[].KeyArn'
  while read -r key; do
    keep "$at/kms.get-key-policy" "$key" \
      aws kms get-key-policy --key-id "$key" --policy-name default
  done < "$at/names"

  list aws sqs list-queues --query 'QueueUrls[]'
  while read -r queue; do
    keep "$at/sqs.get-queue-attributes" "$queue" \
      aws sqs get-queue-attributes --queue-url "$queue" --attribute-names QueueArn Policy
  done < "$at/names"

  list aws sns list-topics --query 'Topics[].TopicArn'
  while read -r topic; do
    keep "$at/sns.get-topic-attributes" "$topic" \
      aws sns get-topic-attributes --topic-arn "$topic"
  done < "$at/names"

  list aws lambda list-functions --query 'Functions[].FunctionArn'
  while read -r code; do
    keep "$at/lambda.get-policy" "$code" aws lambda get-policy --function-name "$code"
  done < "$at/names"

  list aws secretsmanager list-secrets --query 'SecretList[].ARN'
  while read -r secret; do
    keep "$at/secretsmanager.get-resource-policy" "$secret" \
      aws secretsmanager get-resource-policy --secret-id "$secret"
  done < "$at/names"

  keep "$at" ecr.get-registry-policy aws ecr get-registry-policy
  list aws ecr describe-repositories --query 'repositories[].repositoryName'
  while read -r repository; do
    keep "$at/ecr.get-repository-policy" "$repository" \
      aws ecr get-repository-policy --repository-name "$repository"
  done < "$at/names"

  list aws dynamodb list-tables --query 'TableNames[]'
  while read -r table; do
    arn=arn:$partition:dynamodb:$region:$account:table/$table
    keep "$at/dynamodb.get-resource-policy" "$arn" \
      aws dynamodb get-resource-policy --resource-arn "$arn"
  done < "$at/names"

  list aws kinesis list-streams --query 'StreamNames[]'
  while read -r stream; do
    arn=arn:$partition:kinesis:$region:$account:stream/$stream
    keep "$at/kinesis.get-resource-policy" "$arn" \
      aws kinesis get-resource-policy --resource-arn "$arn"
  done < "$at/names"

  list aws efs describe-file-systems --query 'FileSystems[].FileSystemId'
  while read -r system; do
    keep "$at/efs.describe-file-system-policy" "$system" \
      aws efs describe-file-system-policy --file-system-id "$system"
  done < "$at/names"

  list aws events list-event-buses --query 'EventBuses[].Name'
  while read -r bus; do
    keep "$at/events.describe-event-bus" "$bus" aws events describe-event-bus --name "$bus"
  done < "$at/names"

  list aws backup list-backup-vaults --query 'BackupVaultList[].BackupVaultName'
  while read -r vault; do
    keep "$at/backup.get-backup-vault-access-policy" "$vault" \
      aws backup get-backup-vault-access-policy --backup-vault-name "$vault"
  done < "$at/names"

  list aws sagemaker list-model-package-groups \
    --query 'ModelPackageGroupSummaryList[].ModelPackageGroupName'
  while read -r group; do
    keep "$at/sagemaker.get-model-package-group-policy" "$group" \
      aws sagemaker get-model-package-group-policy --model-package-group-name "$group"
  done < "$at/names"

  list aws apigateway get-rest-apis --query 'items[].id'
  while read -r api; do
    keep "$at/apigateway.get-rest-api" "$api" aws apigateway get-rest-api --rest-api-id "$api"
  done < "$at/names"

  list aws opensearch list-domain-names --query 'DomainNames[].DomainName'
  while read -r domain; do
    keep "$at/opensearch.describe-domain" "$domain" \
      aws opensearch describe-domain --domain-name "$domain"
  done < "$at/names"

  list aws s3control list-access-points --account-id "$account" \
    --query 'AccessPointList[].Name'
  while read -r point; do
    keep "$at/s3control.get-access-point-policy" "$point" \
      aws s3control get-access-point-policy --account-id "$account" --name "$point"
  done < "$at/names"

  keep "$at" glue.get-resource-policy aws glue get-resource-policy
  keep "$at/logs.describe-resource-policies" all aws logs describe-resource-policies
  keep "$at/xray.list-resource-policies" all aws xray list-resource-policies
  keep "$at/ec2.describe-vpc-endpoints" all aws ec2 describe-vpc-endpoints
  rm -f "$at/names"
done

echo "written: $out" >&2
exit "$failed"
)sh";

constexpr std::string_view kUsage = R"sh(#!/bin/sh
# Reads who uses what in one AWS account, for iamsift: the credential report, and the services and
# actions that each user and role last used. IAM works both out when asked, and changes nothing.
#
#     sh collect-usage.sh [FOLDER]      writes FOLDER (default: usage)
#     iamsift scan export.json --usage FOLDER
#
# Each user and role takes a few seconds. What cannot be read is said on standard error, is left
# out, and makes the exit code 1; the rest is collected.
#
# Permissions it needs: iam:GenerateCredentialReport, iam:GetCredentialReport, iam:ListUsers,
# iam:ListRoles, iam:GenerateServiceLastAccessedDetails, iam:GetServiceLastAccessedDetails

set -u
umask 077
out=${1:-usage}
failed=0
mkdir -p "$out"

not_read() {
  failed=1
  echo "not read: $1" >&2
}

# An ARN as the name of a file.
encoded() {
  printf '%s' "$1" | sed -e 's/%/%25/g' -e 's/:/%3A/g' -e 's,/,%2F,g'
}

# IAM makes the report while it is asked for again.
credential_report() {
  tries=0
  until [ "$(aws iam generate-credential-report --query State --output text)" = COMPLETE ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || return 1
    sleep 2
  done
  aws iam get-credential-report --output json > "$out/credential-report.json"
}

# last_used ARN: the answer for one user or role, in a file named for it, which the answer is not.
last_used() {
  job=$(aws iam generate-service-last-accessed-details --arn "$1" --granularity ACTION_LEVEL \
    --query JobId --output text) || return 1
  tries=0
  status=IN_PROGRESS
  while [ "$status" = IN_PROGRESS ] && [ "$tries" -lt 60 ]; do
    status=$(aws iam get-service-last-accessed-details --job-id "$job" --query JobStatus \
      --output text) || return 1
    [ "$status" != IN_PROGRESS ] || sleep 1
    tries=$((tries + 1))
  done
  [ "$status" = COMPLETED ] || return 1
  file=$out/$(encoded "$1").json
  aws iam get-service-last-accessed-details --job-id "$job" --max-items 1000 --output json \
    > "$file.part" && mv "$file.part" "$file"
}

credential_report || not_read "the credential report"

aws iam list-users --query 'Users[].Arn' --output text > "$out/answer" || not_read "the users"
aws iam list-roles --query 'Roles[].Arn' --output text >> "$out/answer" || not_read "the roles"
tr '\t' '\n' < "$out/answer" | grep '^arn:' > "$out/names"
while read -r arn; do
  last_used "$arn" < /dev/null || not_read "$arn"
done < "$out/names"
rm -f "$out/answer" "$out/names"

echo "written: $out" >&2
exit "$failed"
)sh";

constexpr CollectScript kScripts[] = {{"org", kOrg},
                                      {"account", kAccount},
                                      {"resource-policies", kResourcePolicies},
                                      {"usage", kUsage}};

}  // namespace

std::span<const CollectScript> CollectScripts() { return kScripts; }

}  // namespace iamsift
