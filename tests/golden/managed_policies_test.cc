// AWS managed policies that the rules on attachments speak of, each attached to a role of its own.

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "analyzer/base/text.h"
#include "analyzer/catalog/managed_policies.h"
#include "rules/broad/managed_policy_names.h"
#include "tests/golden/whole_audit.h"
#include "tests/support/scratch_folder.h"

namespace iamsift {
namespace {

// The stack that machine learning teams are given most often.
constexpr std::string_view kBroadPolicies[] = {
    "AmazonSageMakerFullAccess",
    "AmazonSageMakerCanvasFullAccess",
    "SageMakerStudioFullAccess",
    "AmazonBedrockFullAccess",
    "BedrockAgentCoreFullAccess",
    "AmazonBedrockMantleFullAccess",
    "AmazonS3FullAccess",
    "AmazonEC2FullAccess",
    "AmazonEC2ContainerRegistryFullAccess",
    "AWSGlueConsoleFullAccess",
    "AWSGlueConsoleSageMakerNotebookFullAccess",
    "AmazonAthenaFullAccess",
    "AWSStepFunctionsFullAccess",
    "AWSLambda_FullAccess",
    "AmazonElasticMapReduceFullAccess",
    "AmazonRedshiftFullAccess",
    "SecretsManagerReadWrite",
    "CloudWatchFullAccess",
    "DataScientist",
};

std::string ArnOf(std::string_view policy) {
  const ManagedPolicies policies = ManagedPolicies::Embedded();
  const std::optional<size_t> index = policies.FindByName(policy);
  return index ? std::string(policies.InfoOf(*index).arn) : "";
}

std::string RoleHolding(std::string_view policy) {
  return Concat({R"({"RoleName": "holder", "RoleId": "AROAHOLDER0000000001", "Path": "/",
    "Arn": "arn:aws:iam::111122223333:role/holder", "CreateDate": "2026-01-15T10:00:00+00:00",
    "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
    "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]},
    "InstanceProfileList": [], "RolePolicyList": [], "Tags": [], "AttachedManagedPolicies": [
    {"PolicyName": ")",
                 policy, R"(", "PolicyArn": ")", ArnOf(policy), R"("}]})"});
}

bool Fires(std::string_view rule, std::string_view policy) {
  const ScratchFolder folder;
  const std::string path =
      folder.Put("export.json", Concat({R"({"UserDetailList": [], "GroupDetailList": [],
    "RoleDetailList": [)",
                                        RoleHolding(policy), R"(], "Policies": []})"}));
  const auto audit = AuditFiles({path}, "", PlainAudit());
  if (audit == nullptr) return false;
  for (const Finding& finding : audit->result.findings) {
    if (finding.card->id == rule && finding.policy.name == policy) return true;
  }
  return false;
}

TEST(ManagedPolicies, ThatGiveTooMuchAreReportedWhereAttached) {
  for (const std::string_view policy : kBroadPolicies) {
    EXPECT_TRUE(Fires("OB-013", policy)) << policy;
    EXPECT_FALSE(Fires("OB-012", policy)) << policy;
  }
}

TEST(ManagedPolicies, ThatAreAdministratorsAreReportedAsSuch) {
  for (const std::string_view policy : kAdminLikePolicies) {
    EXPECT_TRUE(Fires("OB-012", policy)) << policy;
    EXPECT_FALSE(Fires("OB-013", policy)) << policy;
  }
}

TEST(ManagedPolicies, ThatAreSupersededAreReported) {
  for (const std::string_view policy : kSupersededPolicies) {
    EXPECT_TRUE(Fires("OB-014", policy)) << policy;
  }
}

}  // namespace
}  // namespace iamsift
