#include "analyzer/eval/held_policy.h"

namespace iamsift {
namespace {

const ManagedPolicy* ManagedPolicyOf(const Account& account, const Attachment& attachment) {
  if (attachment.policy == kUnresolved) return nullptr;
  return &account.policies[static_cast<size_t>(attachment.policy)];
}

const PolicyText* DefaultTextOf(const ManagedPolicy* policy) {
  if (policy == nullptr) return nullptr;
  const PolicyVersion* const version = policy->DefaultVersion();
  return version == nullptr ? nullptr : &version->text;
}

void AddPoliciesOf(const Account& account, const PolicyHolder& holder, const Group* group,
                   std::vector<HeldPolicy>& held) {
  for (const InlinePolicy& policy : holder.inline_policies) {
    held.push_back(
        {.as = HeldAs::kInline, .name = policy.name, .text = &policy.text, .group = group});
  }
  for (const Attachment& attachment : holder.attachments) {
    const ManagedPolicy* const managed = ManagedPolicyOf(account, attachment);
    held.push_back({.as = HeldAs::kAttached,
                    .name = attachment.name,
                    .text = DefaultTextOf(managed),
                    .attachment = &attachment,
                    .managed = managed,
                    .group = group});
  }
}

}  // namespace

std::vector<HeldPolicy> HeldPoliciesOf(const Account& account, const Principal& principal) {
  std::vector<HeldPolicy> held;
  AddPoliciesOf(account, principal, nullptr, held);
  for (const GroupMembership& membership : principal.groups) {
    if (membership.group == kUnresolved) continue;
    const Group& group = account.groups[static_cast<size_t>(membership.group)];
    AddPoliciesOf(account, group, &group, held);
  }
  return held;
}

std::span<const ServiceControlLevel> ScpLevelsOver(const Account& account,
                                                   const Principal& principal) {
  if (principal.IsServiceLinked()) return {};
  return account.scp_levels;
}

const PolicyText* BoundaryTextOf(const Account& account, const Principal& principal) {
  if (!principal.boundary) return nullptr;
  return DefaultTextOf(ManagedPolicyOf(account, *principal.boundary));
}

}  // namespace iamsift
