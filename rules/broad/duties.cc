#include "rules/broad/duties.h"

namespace iamsift {
namespace {

using Names = std::string_view[];

constexpr Names kKeyPolicy = {"kms:PutKeyPolicy"};
constexpr Names kDecrypt = {"kms:Decrypt"};
constexpr Names kApproveModel = {"sagemaker:UpdateModelPackage"};
constexpr Names kDeployModel = {"sagemaker:CreateEndpoint", "sagemaker:UpdateEndpoint"};
constexpr Names kWriteMlPipeline = {"sagemaker:CreatePipeline", "sagemaker:UpdatePipeline"};
constexpr Names kRunMlPipeline = {"sagemaker:StartPipelineExecution"};
constexpr Names kWritePipeline = {"codepipeline:CreatePipeline", "codepipeline:UpdatePipeline"};
constexpr Names kRunPipeline = {"codepipeline:StartPipelineExecution"};

constexpr DutyPair kPairs[] = {
    {"key", "writes key policies and decrypts", kKeyPolicy, kDecrypt},
    {"model", "approves models and deploys them", kApproveModel, kDeployModel},
    {"ml-pipeline", "writes pipelines and runs them", kWriteMlPipeline, kRunMlPipeline},
    {"pipeline", "writes pipelines and runs them", kWritePipeline, kRunPipeline},
};

}  // namespace

std::span<const DutyPair> DutyPairs() { return kPairs; }

}  // namespace iamsift
