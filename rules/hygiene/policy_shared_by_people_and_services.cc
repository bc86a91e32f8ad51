// HY-014

#include <string>
#include <utility>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/eval/trust.h"
#include "rules/hygiene/account_roles.h"

namespace iamsift {
namespace {

// Attachments of one policy: how many, and the first few as evidence.
struct Attached {
  static constexpr size_t kShown = 10;

  size_t count = 0;
  std::vector<PlacedEvidence> shown;
};

struct HoldersOfPolicy {
  Attached people, services;
};

void Note(const PolicyHolder& holder, Attached HoldersOfPolicy::*side,
          std::vector<HoldersOfPolicy>& by_policy) {
  for (const Attachment& attachment : holder.attachments) {
    if (attachment.policy == kUnresolved) continue;
    Attached& attached = by_policy[static_cast<size_t>(attachment.policy)].*side;
    if (++attached.count > Attached::kShown) continue;
    attached.shown.push_back({EvidenceRole::kAttaches, attachment.place, std::string(holder.arn)});
  }
}

// By index into Account::policies; one pass over the principals.
std::vector<HoldersOfPolicy> HoldersByPolicy(const RuleContext& context) {
  const Account& account = context.account();
  std::vector<HoldersOfPolicy> by_policy(account.policies.size());
  for (const Group& group : account.groups) Note(group, &HoldersOfPolicy::people, by_policy);
  for (const Principal& principal : account.principals) {
    if (principal.kind == PrincipalKind::kUser) {
      Note(principal, &HoldersOfPolicy::people, by_policy);
    } else if (IsRoleOfTheAccount(principal) &&
               TrustsSomeService(context.evaluation.compiled(), principal)) {
      Note(principal, &HoldersOfPolicy::services, by_policy);
    }
  }
  return by_policy;
}

void Check(const AccountView& view, const RuleContext& context, PlaceSink& findings) {
  std::vector<HoldersOfPolicy> by_policy = HoldersByPolicy(context);
  for (size_t i = 0; i < by_policy.size(); ++i) {
    const ManagedPolicy& policy = view.account.policies[i];
    auto& [people, services] = by_policy[i];
    if (policy.IsAwsManaged() || people.count == 0 || services.count == 0) continue;
    Hit& hit =
        findings.Report(policy, Concat({"The policy `", policy.name, "` serves people (",
                                        Counted(people.count, "attachment"), ") and services (",
                                        Counted(services.count, "attachment"), ")."}));
    hit.placed_evidence = std::move(people.shown);
    hit.placed_evidence.insert(hit.placed_evidence.end(), services.shown.begin(),
                               services.shown.end());
  }
}

}  // namespace

extern constinit const Rule kPolicySharedByPeopleAndServices = {
    .card = {.id = "HY-014",
             .name = "policy-shared-by-people-and-services",
             .title = "One policy serves both people and a service",
             .severity = Severity::kLow,
             .why = "People and services need different rights; what is added for one "
                    "reaches the other.",
             .remedy = "Write a policy for each.",
             .references = "CWE-266 T1078.004",
             .source = "IAM User Guide, Security best practices in IAM"},
    .check = &Check,
};

}  // namespace iamsift
