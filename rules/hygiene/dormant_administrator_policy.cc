// HY-006

#include <algorithm>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/graph/escalation_graph.h"
#include "rules/hygiene/unattached.h"

namespace iamsift {
namespace {

// The first path by which a holder would make itself an administrator, whoever it was: each step is
// allowed on everything, unconditioned. nullptr when there is none.
const EscalationPath* PathOfHolder(const RuleContext& context, const ManagedPolicy& policy) {
  if (context.graph == nullptr) return nullptr;
  const ActionSet everywhere = GrantedEverywhere(context, policy);
  for (const EscalationPath& path : context.graph->inputs().paths) {
    for (const EscalationWay& way : path.ways) {
      const bool makes_admin = way.end.to == EdgeTarget::kAdmin && way.needs.empty() &&
                               !path.needs_edge_to_role && !path.needs_edge_to_member;
      const bool holds = std::ranges::all_of(way.terms, [&](const EscalationTerm& term) {
        return std::ranges::any_of(term.any_of,
                                   [&](ActionId action) { return everywhere.Contains(action); });
      });
      if (makes_admin && holds) return &path;
    }
  }
  return nullptr;
}

void Check(const AccountView& view, const RuleContext& context, PlaceSink& findings) {
  for (const ManagedPolicy& policy : view.account.policies) {
    if (!IsUnattached(view.account, policy)) continue;
    if (WouldMakeAdmin(context, policy)) {
      findings.Report(policy, Concat({"The policy `", policy.name,
                                      "` is attached to nobody and would make its holder "
                                      "an administrator."}));
      continue;
    }
    const EscalationPath* const path = PathOfHolder(context, policy);
    if (path == nullptr) continue;
    Hit& hit = findings.Report(policy, Concat({"The policy `", policy.name,
                                               "` is attached to nobody and would let its holder "
                                               "become an administrator (",
                                               path->id, ")."}));
    hit.also = {path->id};
  }
}

}  // namespace

extern constinit const Rule kDormantAdministratorPolicy = {
    .card = {.id = "HY-006",
             .name = "dormant-administrator-policy",
             .title = "A policy that nobody holds would make an administrator",
             .severity = Severity::kMedium,
             .why = "Whoever may attach policies needs only this one to become "
                    "an administrator.",
             .remedy = "Delete the policy.",
             .references = "CWE-250 T1098.003",
             .source = "IAM User Guide, Managed policies and inline policies"},
    .check = &Check,
};

}  // namespace iamsift
