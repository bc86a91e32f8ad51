// HY-006

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/hygiene/unattached.h"

namespace iamsift {
namespace {

void Check(const AccountView& view, const RuleContext& context, PlaceSink& findings) {
  for (const ManagedPolicy& policy : view.account.policies) {
    if (!IsUnattached(view.account, policy) || !WouldMakeAdmin(context, policy)) continue;
    findings.Report(policy, Concat({"The policy `", policy.name,
                                    "` is attached to nobody and would make its holder "
                                    "an administrator."}));
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
