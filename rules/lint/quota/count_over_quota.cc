// LINT-702

#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/quota/quotas.h"

namespace iamsift {
namespace {

struct Tally {
  std::string_view quota, noun;
  size_t count = 0;
};

template <typename Subject>
void CheckCount(const Subject& subject, const Tally& tally, PlaceSink& findings) {
  const Quota quota = QuotaNamed(tally.quota);
  if (tally.count <= quota.most) return;
  Hit& hit = findings.Report(subject, Concat({std::to_string(tally.count), " ", tally.noun,
                                              "; the ", quota.is_adjustable ? "default " : "",
                                              "quota is ", std::to_string(quota.most), "."}));
  hit.discriminator = std::string(tally.quota);
}

void Check(const AccountView& view, const RuleContext&, PlaceSink& findings) {
  for (const Principal& principal : view.account.principals) {
    if (principal.kind == PrincipalKind::kDocument) continue;
    const bool is_user = principal.kind == PrincipalKind::kUser;
    CheckCount<PolicyHolder>(principal,
                             {is_user ? "user-managed-policies" : "role-managed-policies",
                              "managed policies are attached", principal.attachments.size()},
                             findings);
    CheckCount<PolicyHolder>(
        principal, {"user-groups", "groups have this user", principal.groups.size()}, findings);
  }
  for (const Group& group : view.account.groups) {
    CheckCount<PolicyHolder>(
        group,
        {"group-managed-policies", "managed policies are attached", group.attachments.size()},
        findings);
  }
  for (const ManagedPolicy& policy : view.account.policies) {
    if (policy.IsAwsManaged()) continue;
    CheckCount(policy, {"policy-versions", "versions are stored", policy.versions.size()},
               findings);
  }
}

}  // namespace

extern constinit const Rule kCountOverQuota = {
    .card = {.id = "LINT-702",
             .name = "count-over-quota",
             .title = "More attachments, groups or versions than AWS's quotas admit",
             .severity = Severity::kWarning,
             .why = "Unless AWS has raised the quota for the account, a deployment of this fails.",
             .remedy = "Merge policies that always go together, or ask for a higher quota where "
                       "there is one.",
             .source = "IAM User Guide, IAM and AWS STS quotas"},
    .check = &Check,
};

}  // namespace iamsift
