#include "rules/hygiene/unattached.h"

#include <algorithm>

namespace iamsift {
namespace {

bool Names(const Account& account, const Attachment& attachment, const ManagedPolicy& policy) {
  return attachment.policy != kUnresolved &&
         &account.policies[static_cast<size_t>(attachment.policy)] == &policy;
}

bool IsSeenInUse(const Account& account, const ManagedPolicy& policy) {
  const auto holds = [&](const PolicyHolder& holder) {
    return std::ranges::any_of(holder.attachments, [&](const Attachment& attachment) {
      return Names(account, attachment, policy);
    });
  };
  return std::ranges::any_of(account.groups, holds) ||
         std::ranges::any_of(account.principals, [&](const Principal& principal) {
           return holds(principal) ||
                  (principal.boundary && Names(account, *principal.boundary, policy));
         });
}

}  // namespace

bool IsUnattached(const Account& account, const ManagedPolicy& policy) {
  if (policy.IsAwsManaged() || policy.origin != PolicyOrigin::kExport) return false;
  if (policy.attachment_count && policy.boundary_usage_count) {
    return *policy.attachment_count == 0 && *policy.boundary_usage_count == 0;
  }
  return account.is_export && account.gaps.empty() && !IsSeenInUse(account, policy);
}

ActionSet GrantedEverywhere(const RuleContext& context, const ManagedPolicy& policy) {
  ActionSet everywhere(context.catalog);
  const PolicyVersion* const version = policy.DefaultVersion();
  if (version == nullptr) return everywhere;
  for (const Grant& grant : context.evaluation.grants().Of(version->text.document, LimitsId{0})) {
    everywhere |= grant.everywhere;
  }
  return everywhere;
}

bool WouldMakeAdmin(const RuleContext& context, const ManagedPolicy& policy) {
  return IsAdmin(context.catalog, GrantedEverywhere(context, policy));
}

}  // namespace iamsift
