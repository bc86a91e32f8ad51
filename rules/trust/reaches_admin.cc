#include "rules/trust/reaches_admin.h"

#include "analyzer/graph/escalation_graph.h"

namespace iamsift {

bool IsOrReachesAdmin(const Principal& role, const RuleContext& context) {
  const auto index = static_cast<size_t>(&role - context.account().principals.data());
  if (const EscalationGraph* const graph = context.graph()) {
    return graph->IsOrReachesAdmin(static_cast<uint32_t>(index));
  }
  return context.evaluation.principals()[index].effective->is_admin;
}

}  // namespace iamsift
