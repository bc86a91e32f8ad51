#include "rules/trust/role_rights.h"

#include <algorithm>

#include "analyzer/account/arn.h"

namespace iamsift {
namespace {

// Widest reach that still counts as half of the resources: a part of the name is given.
constexpr Reach kHalf = Reach::kNamePart;

bool ReachesFar(const Grant& grant, const ActionSet& candidates, GrantTable& grants) {
  ActionSet live = grant.Live();
  live &= candidates;
  const std::vector<ActionId> actions = live.Actions();
  return std::ranges::any_of(
      actions, [&](ActionId action) { return grants.ReachOf(grant, action) > kHalf; });
}

bool MeetsAny(const EffectivePermissions& effective, std::span<const uint64_t> mask) {
  return effective.everywhere.Intersects(mask) || effective.on_resources.Intersects(mask) ||
         effective.conditional.Intersects(mask);
}

}  // namespace

bool HasWideRight(const PrincipalPermissions& role, const RuleContext& context,
                  const ActionSet& candidates) {
  const EffectivePermissions& effective = *role.effective;
  if (effective.everywhere.Intersects(candidates)) return true;
  if (!effective.on_resources.Intersects(candidates) &&
      !effective.conditional.Intersects(candidates)) {
    return false;
  }
  const std::vector<const Grant*> grants = context.evaluation.GrantsOf(role);
  return std::ranges::any_of(grants, [&](const Grant* grant) {
    return ReachesFar(*grant, candidates, context.evaluation.grants());
  });
}

bool DoesMoreThanRead(const PrincipalPermissions& role, const RuleContext& context) {
  const Catalog& catalog = context.catalog;
  return MeetsAny(*role.effective, catalog.MaskOf(AccessLevel::kWrite)) ||
         MeetsAny(*role.effective, catalog.MaskOf(AccessLevel::kPermissionsManagement)) ||
         MeetsAny(*role.effective, catalog.MaskOf(AccessLevel::kTagging));
}

bool HoldsManagedPolicy(const Principal& role, std::string_view name) {
  return std::ranges::any_of(role.attachments, [&](const Attachment& attachment) {
    return IsAwsManagedPolicyArn(attachment.arn) && attachment.arn.ends_with(name) &&
           attachment.arn[attachment.arn.size() - name.size() - 1] == '/';
  });
}

}  // namespace iamsift
