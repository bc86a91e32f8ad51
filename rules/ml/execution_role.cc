#include "rules/ml/execution_role.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "analyzer/graph/escalations.h"
#include "rules/broad/admitted_services.h"

namespace iamsift {
namespace {

constexpr std::string_view kModelServices[] = {"bedrock", "bedrock-agentcore", "sagemaker"};
constexpr std::string_view kPods = "pods.eks.amazonaws.com";

bool IsModelService(std::string_view principal) {
  const std::string_view name = principal.substr(0, principal.find('.'));
  return std::ranges::find(kModelServices, name) != std::end(kModelServices);
}

bool TrustsPodsOfCluster(const Principal& role, const RuleContext& context) {
  if (!role.trust) return false;
  const PolicyDocument& trust = context.account().documents.at(role.trust->document);
  return std::ranges::any_of(trust.statements, [](const Statement& statement) {
    return std::ranges::any_of(statement.principals.entries, [](const PrincipalEntry& entry) {
      return entry.key == PrincipalMapKey::kFederated &&
             entry.value.text.find("oidc.eks.") != std::string_view::npos;
    });
  });
}

}  // namespace

bool IsExecutionRole(const Principal& principal, const RuleContext& context) {
  if (principal.kind != PrincipalKind::kRole || principal.IsServiceLinked()) return false;
  return std::ranges::any_of(AdmittedServices(context.account(), principal), IsModelService);
}

bool MayBeExecutionRole(const Principal& principal, const RuleContext& context) {
  if (principal.kind == PrincipalKind::kDocument) return true;
  if (principal.kind != PrincipalKind::kRole) return false;
  const std::vector<std::string_view> services = AdmittedServices(context.account(), principal);
  return TrustsPodsOfCluster(principal, context) ||
         std::ranges::any_of(services, [&](std::string_view service) {
           return IsModelService(service) || service == kPods || service == "*" ||
                  !context.catalog.IsServicePrincipal(service);
         });
}

bool HasEscalation(const PrincipalView& view, const RuleContext& context) {
  if (view.is_admin()) return true;
  EscalationGraph* const graph = context.graph();
  if (graph == nullptr) return false;
  const auto index = static_cast<uint32_t>(view.permissions.index);
  return !EscalationReport(*graph).Of(index).empty();
}

}  // namespace iamsift
