// ML-006 and ML-007

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/text.h"
#include "rules/broad/wording.h"
#include "rules/ml/lacking.h"

namespace iamsift {
namespace {

struct Limit {
  std::string_view key, shown;
};

// A job, model or domain lies in a VPC when it is given both.
constexpr Limit kNetwork[] = {{"sagemaker:vpcsecuritygroupids", "sagemaker:VpcSecurityGroupIds"},
                              {"sagemaker:vpcsubnets", "sagemaker:VpcSubnets"}};
constexpr Limit kCostAndKeys[] = {{"sagemaker:instancetypes", "sagemaker:InstanceTypes"},
                                  {"sagemaker:outputkmskeyarn", "sagemaker:OutputKmsKeyArn"},
                                  {"sagemaker:volumekmskeyarn", "sagemaker:VolumeKmsKeyArn"}};

template <typename Limits>
bool LacksOne(const PolicyView& view, const RuleContext& context, const Grant& grant,
              ActionId action, const Limits& limits) {
  return std::ranges::any_of(limits, [&](const Limit& limit) {
    return TakesKey(context.catalog, action, limit.key) &&
           LacksCondition(view, context, grant, action, {&limit.key, 1});
  });
}

// The keys that some of the grants lack.
template <typename Limits>
std::string Lacked(const PolicyView& view, const RuleContext& context, const OpenGrants& open,
                   const Limits& limits) {
  std::vector<std::string> keys;
  for (const Limit& limit : limits) {
    const bool is_lacked = std::ranges::any_of(open.grants, [&](const OpenGrant& share) {
      ActionSet actions = share.certain;
      actions |= share.conditional;
      const std::vector<ActionId> all = actions.Actions();
      return std::ranges::any_of(all, [&](ActionId action) {
        return TakesKey(context.catalog, action, limit.key) &&
               LacksCondition(view, context, *share.grant, action, {&limit.key, 1});
      });
    });
    if (is_lacked) keys.emplace_back(limit.shown);
  }
  return NameSome(keys);
}

template <typename Limits>
void CheckLimits(const PolicyView& view, const RuleContext& context, const ActionSet& wanted,
                 const Limits& limits, DocumentSink& findings) {
  const OpenGrants open =
      GrantsLacking(view.grants, context, wanted, [&](const Grant& grant, ActionId action) {
        return IsOnMoreThanHalf(grant, context, action) &&
               LacksOne(view, context, grant, action, limits);
      });
  ReportLack(findings, view, context, open,
             Concat({"a condition on ", Lacked(view, context, open, limits)}));
}

bool TakesAny(const Catalog& catalog, ActionId action, std::span<const Limit> limits) {
  return std::ranges::any_of(
      limits, [&](const Limit& limit) { return TakesKey(catalog, action, limit.key); });
}

struct NetworkedActions {
  ActionSet actions;
};
struct CostlyActions {
  ActionSet actions;
};

void CheckNetwork(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  const NetworkedActions& wanted = context.memory->Once<NetworkedActions>([&] {
    return NetworkedActions{CreatingActions(context.catalog, [&](ActionId action) {
      const std::string_view name = context.catalog.ActionName(action);
      const bool is_meant = name == "CreateModel" || name == "CreateDomain" ||
                            name.find("Job") != std::string_view::npos;
      return is_meant && TakesAny(context.catalog, action, kNetwork);
    })};
  });
  CheckLimits(view, context, wanted.actions, kNetwork, findings);
}

void CheckCost(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  const CostlyActions& wanted = context.memory->Once<CostlyActions>([&] {
    return CostlyActions{CreatingActions(context.catalog, [&](ActionId action) {
      return TakesAny(context.catalog, action, kCostAndKeys);
    })};
  });
  CheckLimits(view, context, wanted.actions, kCostAndKeys, findings);
}

}  // namespace

extern constinit const Rule kJobsOutsideVpc = {
    .card = {.id = "ML-006",
             .name = "jobs-outside-vpc",
             .title = "Jobs, models or domains need no VPC",
             .severity = Severity::kLow,
             .why = "Outside of a VPC, training code and containers reach the whole internet, and "
                    "no network log sees what leaves.",
             .remedy = "Ask for subnets and security groups: sagemaker:VpcSubnets and "
                       "sagemaker:VpcSecurityGroupIds; for the rest, sagemaker:NetworkIsolation "
                       "and sagemaker:InterContainerTrafficEncryption.",
             .references = "CWE-668 T1530 T1537",
             .source = "Service Authorization Reference, Amazon SageMaker: condition keys"},
    .check = &CheckNetwork,
};

extern constinit const Rule kJobsOfAnySize = {
    .card = {.id = "ML-007",
             .name = "jobs-of-any-size",
             .title = "Jobs may take any instance type, or no key",
             .severity = Severity::kLow,
             .why = "Instance types decide what a job costs, and keys whether its disks and output "
                    "are under the account's own control.",
             .remedy = "Limit sagemaker:InstanceTypes, and ask for sagemaker:VolumeKmsKeyArn and "
                       "sagemaker:OutputKmsKeyArn where the action takes them.",
             .references = "CWE-311 CWE-770 T1496",
             .source = "Service Authorization Reference, Amazon SageMaker: condition keys"},
    .check = &CheckCost,
};

}  // namespace iamsift
