// HY-006

#include <algorithm>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/graph/escalation_graph.h"
#include "rules/hygiene/unattached.h"

namespace iamsift {
namespace {

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
    const bool makes_admin = path->ways.front().end.to == EdgeTarget::kAdmin;
    Hit& hit = findings.Report(
        policy,
        Concat({"The policy `", policy.name, "` is attached to nobody and would let its holder ",
                makes_admin ? "become an administrator" : "climb to what others may do", " (",
                path->id, ")."}));
    hit.also = {path->id};
  }
}

}  // namespace

extern constinit const Rule kDormantAdministratorPolicy = {
    .card = {.id = "HY-006",
             .name = "dormant-administrator-policy",
             .title =
                 "A policy that nobody holds would make an administrator, or let its holder climb",
             .severity = Severity::kMedium,
             .why = "Whoever may attach policies needs only this one to become "
                    "an administrator, or somebody who may do more.",
             .remedy = "Delete the policy.",
             .references = "CWE-250 T1098.003",
             .source = "IAM User Guide, Managed policies and inline policies"},
    .check = &Check,
};

}  // namespace iamsift
