// OB-011

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/graph/escalation_graph.h"
#include "rules/broad/certainty.h"
#include "rules/broad/wide_grant.h"
#include "rules/broad/written_actions.h"

namespace iamsift {
namespace {

// Every role of the own account is judged as any other type-wide grant.
bool IsOwnAccount(const ResourcePattern& pattern, const Account& account) {
  return pattern.is_arn && pattern.account.find_first_of("*?$") == std::string_view::npos &&
         (account.id.empty() || pattern.account == account.id);
}

// Somebody who holds the policy may assume a role that is, or certainly becomes, an administrator.
bool ReachesAdmin(const GrantView& view, const RuleContext& context) {
  const EscalationGraph* const graph = context.graph();
  if (graph == nullptr) return false;
  const std::span<const int32_t> holders = context.evaluation.HoldersOf(view.document.id);
  return std::ranges::any_of(holders, [&](int32_t holder) {
    return std::ranges::any_of(
        graph->EdgesOf(static_cast<uint32_t>(holder)), [&](const EscalationEdge* edge) {
          return edge->path->reported_for_admin && edge->targets != nullptr &&
                 std::ranges::any_of(*edge->targets,
                                     [&](uint32_t role) { return graph->IsOrReachesAdmin(role); });
        });
  });
}

void Check(const GrantView& view, const RuleContext& context, DocumentSink& findings) {
  const std::optional<ActionId> assume_role =
      NamedAction(context.catalog, view.statement, "sts:AssumeRole");
  if (!assume_role || !IsWide(view, context, *assume_role)) return;
  const int item = ResourceItemReaching(view, context, *assume_role);
  if (item < 0) return;
  const ResourcePattern& pattern = view.statement.resources.patterns[static_cast<size_t>(item)];
  if (IsOwnAccount(pattern, context.account())) return;
  Hit& hit = findings.Report(AtResource(view.document.written, *view.statement.written, item),
                             ReachesAdmin(view, context) ? Severity::kHigh : Severity::kMedium,
                             Concat({"`sts:AssumeRole` on `", pattern.text,
                                     "` takes on any role whose trust policy admits the caller."}));
  ActionSet actions(context.catalog);
  actions.Insert(*assume_role);
  SetActions(hit, view, context, actions);
}

}  // namespace

extern constinit const Rule kAssumeRoleAnywhere = {
    .card = {.id = "OB-011",
             .name = "assume-role-anywhere",
             .title = "Any role may be taken on",
             .severity = Severity::kMedium,
             .why = "Only trust policies are left to stop the caller: each role that trusts the "
                    "whole account, in this account or another, is within reach.",
             .remedy = "Name the roles that the work needs, by ARN.",
             .references = "CWE-250 CWE-269 T1078.004 T1548.005",
             .source = "IAM User Guide, Grant a user permissions to switch roles"},
    .check = &Check,
};

}  // namespace iamsift
