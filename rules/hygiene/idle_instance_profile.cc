// HY-017

#include <algorithm>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/eval/trust.h"
#include "rules/hygiene/account_roles.h"

namespace iamsift {
namespace {

constexpr std::string_view kEc2[] = {"ec2.amazonaws.com", "ec2.amazonaws.com.cn"};

bool HasReadableTrust(const Account& account, const Principal& role) {
  return role.trust && !account.documents.at(role.trust->document).is_invalid;
}

bool IsPrivileged(const PrincipalView& view, const RuleContext& context) {
  return view.is_admin() || view.permissions.effective->everywhere.Intersects(
                                context.catalog.MaskOf(AccessLevel::kPermissionsManagement));
}

void Check(const PrincipalView& view, const RuleContext& context, PlaceSink& findings) {
  const Principal& role = view.principal;
  if (!IsRoleOfTheAccount(role) || !HasReadableTrust(context.account(), role)) return;
  const bool trusts_ec2 = std::ranges::any_of(kEc2, [&](std::string_view service) {
    return TrustsService(context.evaluation.compiled(), role, service);
  });
  if (!trusts_ec2 && !role.instance_profiles.empty()) {
    const InstanceProfile& profile = role.instance_profiles.front();
    findings
        .Report(role, profile.place,
                Concat({"The instance profile `", profile.name, "` holds the role `", role.name,
                        "`, which does not trust EC2."}))
        .discriminator = "profile";
  } else if (trusts_ec2 && role.instance_profiles.empty() && context.account().is_export &&
             IsPrivileged(view, context)) {
    findings
        .Report(role, Concat({"The privileged role `", role.name,
                              "` trusts EC2 and is in no instance profile."}))
        .discriminator = "role";
  }
}

}  // namespace

extern constinit const Rule kIdleInstanceProfile = {
    .card = {.id = "HY-017",
             .name = "idle-instance-profile",
             .title = "An instance profile and its role don't fit",
             .severity = Severity::kInfo,
             .why = "A role in a profile that EC2 may not take on does nothing; a "
                    "privileged role for EC2 outside any profile waits for one.",
             .remedy = "Let the role trust ec2.amazonaws.com, or delete the profile; delete "
                       "the role that has none.",
             .references = "CWE-1220 T1078.004",
             .source = "IAM User Guide, Use instance profiles"},
    .check = &Check,
};

}  // namespace iamsift
