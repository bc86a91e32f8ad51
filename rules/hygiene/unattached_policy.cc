// HY-005

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/hygiene/unattached.h"

namespace iamsift {
namespace {

void Check(const AccountView& view, const RuleContext& context, PlaceSink& findings) {
  for (const ManagedPolicy& policy : view.account.policies) {
    const bool is_idle = IsUnattached(view.account, policy) && !WouldMakeAdmin(context, policy) &&
                         PathOfHolder(context, policy) == nullptr;
    if (!is_idle) continue;
    findings.Report(policy, Concat({"The policy `", policy.name, "` is attached to nobody."}));
  }
}

}  // namespace

extern constinit const Rule kUnattachedPolicy = {
    .card = {.id = "HY-005",
             .name = "unattached-policy",
             .title = "A customer managed policy is attached to nobody",
             .severity = Severity::kInfo,
             .why = "What nobody holds is not maintained, and may be attached one day "
                    "without a review.",
             .remedy = "Delete the policy, or note why it is kept.",
             .references = "CWE-1220",
             .source = "IAM User Guide, Managed policies and inline policies"},
    .check = &Check,
};

}  // namespace iamsift
