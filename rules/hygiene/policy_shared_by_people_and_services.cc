// HY-014

#include <string>
#include <utility>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/eval/trust.h"
#include "rules/hygiene/account_roles.h"
#include "rules/hygiene/compliance.h"

namespace iamsift {
namespace {

struct HoldersOfPolicy {
  std::vector<PlacedEvidence> people, services;
};

void Note(const Account& account, const ManagedPolicy& policy, const PolicyHolder& holder,
          std::vector<PlacedEvidence>& evidence) {
  for (const Attachment& attachment : holder.attachments) {
    if (attachment.policy == kUnresolved ||
        &account.policies[static_cast<size_t>(attachment.policy)] != &policy) {
      continue;
    }
    evidence.push_back({EvidenceRole::kAttaches, attachment.place, std::string(holder.arn)});
  }
}

HoldersOfPolicy HoldersOf(const RuleContext& context, const ManagedPolicy& policy) {
  const Account& account = context.account();
  HoldersOfPolicy holders;
  for (const Group& group : account.groups) Note(account, policy, group, holders.people);
  for (const Principal& principal : account.principals) {
    if (principal.kind == PrincipalKind::kUser) Note(account, policy, principal, holders.people);
    if (IsRoleOfTheAccount(principal) &&
        TrustsSomeService(context.evaluation.compiled(), principal)) {
      Note(account, policy, principal, holders.services);
    }
  }
  return holders;
}

void Check(const AccountView& view, const RuleContext& context, PlaceSink& findings) {
  for (const ManagedPolicy& policy : view.account.policies) {
    if (policy.IsAwsManaged()) continue;
    HoldersOfPolicy holders = HoldersOf(context, policy);
    if (holders.people.empty() || holders.services.empty()) continue;
    Hit& hit = findings.Report(
        policy, Concat({"The policy `", policy.name, "` serves people (",
                        Counted(holders.people.size(), "attachment"), ") and services (",
                        Counted(holders.services.size(), "attachment"), ")."}));
    hit.placed_evidence = std::move(holders.people);
    hit.placed_evidence.insert(hit.placed_evidence.end(), holders.services.begin(),
                               holders.services.end());
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
             .compliance = kUserControls,
             .references = "CWE-266 T1078.004",
             .source = "IAM User Guide, Security best practices in IAM"},
    .check = &Check,
};

}  // namespace iamsift
