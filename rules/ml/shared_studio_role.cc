// ML-003

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using Resource = InfrastructureResource;
using Setting = InfrastructureSetting;

// What tells two values apart when one or both are known only after the deployment.
std::string_view IdentityOf(const Setting& setting) {
  return setting.text.empty() ? setting.source : setting.text;
}

const Setting* RoleOf(const Resource& profile) {
  return profile.Find("userSettings.executionRole");
}

bool IsProfileOf(const Resource& profile, const Resource& domain) {
  const Setting* const of = profile.Find("domainId");
  if (profile.kind != InfrastructureKind::kStudioUserProfile || of == nullptr) return false;
  const std::string_view named = IdentityOf(*of);
  return !named.empty() && (named == domain.id || named == domain.physical_id);
}

// A domain whose profiles all bring a role of their own has a default that serves nobody.
bool IsDefaultUsed(const Resource& domain, std::string_view role, const Account& account) {
  bool has_profiles = false;
  for (const Resource& profile : account.infrastructure) {
    if (!IsProfileOf(profile, domain)) continue;
    has_profiles = true;
    const Setting* const own = RoleOf(profile);
    if (own == nullptr || IdentityOf(*own).empty() || IdentityOf(*own) == role) return true;
  }
  return !has_profiles;
}

void CheckDomain(const InfrastructureView& view, PlaceSink& findings) {
  const Setting* const role = view.resource.Find("defaultUserSettings.executionRole");
  if (role == nullptr || !IsDefaultUsed(view.resource, IdentityOf(*role), view.account)) return;
  const std::string which = role->text.empty() ? std::string() : Concat({", `", role->text, "`,"});
  findings
      .Report(view.resource, role->place,
              Concat({"One execution role", which, " is the default of the whole Studio domain `",
                      view.resource.name, "`."}))
      .discriminator = "default";
}

// The tag `team`, in any case; a profile without one is of its domain's team.
std::string_view TeamOf(const Resource& profile) {
  for (const Setting& setting : profile.settings) {
    if (EqualsIgnoreCase(setting.path, "tags.team")) return IdentityOf(setting);
  }
  const Setting* const domain = profile.Find("domainId");
  return domain == nullptr ? std::string_view() : IdentityOf(*domain);
}

// The profiles of one role, in written order.
struct RoleUse {
  const Resource* first = nullptr;
  std::vector<std::string_view> profiles, teams;
};
using RoleUses = std::map<std::string_view, RoleUse>;

RoleUses UsesIn(const Account& account) {
  RoleUses uses;
  for (const Resource& profile : account.infrastructure) {
    const bool is_profile = profile.kind == InfrastructureKind::kStudioUserProfile;
    const Setting* const role = is_profile ? RoleOf(profile) : nullptr;
    if (role == nullptr || IdentityOf(*role).empty()) continue;
    RoleUse& use = uses[IdentityOf(*role)];
    if (use.first == nullptr) use.first = &profile;
    use.profiles.push_back(profile.name);
    const std::string_view team = TeamOf(profile);
    if (std::ranges::find(use.teams, team) == use.teams.end()) use.teams.push_back(team);
  }
  return uses;
}

// The finding is at the first profile that has the role.
void CheckProfile(const InfrastructureView& view, const RuleContext& context, PlaceSink& findings) {
  const RoleUses& uses = context.memory->Once<RoleUses>([&] { return UsesIn(view.account); });
  const Setting* const role = RoleOf(view.resource);
  const auto use = uses.find(role == nullptr ? std::string_view() : IdentityOf(*role));
  if (use == uses.end() || use->second.first != &view.resource) return;
  const RoleUse& shared = use->second;
  if (shared.teams.size() < 2) return;
  findings
      .Report(view.resource, role->place,
              Concat({"One execution role serves the profiles of ",
                      Counted(shared.teams.size(), "team"), ": `", Join(shared.profiles, "`, `"),
                      "`."}))
      .discriminator = "teams";
}

void CheckSharedRole(const InfrastructureView& view, const RuleContext& context,
                     PlaceSink& findings) {
  if (view.resource.kind == InfrastructureKind::kStudioDomain) CheckDomain(view, findings);
  if (view.resource.kind == InfrastructureKind::kStudioUserProfile)
    CheckProfile(view, context, findings);
}

}  // namespace

extern constinit const Rule kSharedStudioRole = {
    .card = {.id = "ML-003",
             .name = "shared-studio-role",
             .title = "One execution role serves a whole Studio domain or several teams",
             .severity = Severity::kMedium,
             .why = "Everybody who opens a notebook works as the execution role: with one role for "
                    "all, each has what any of them needs, and the logs tell no one apart.",
             .remedy = "Give each user profile, or at least each team, an execution role of its "
                       "own in userSettings.",
             .references = "CWE-266 T1078.004",
             .source = "Amazon SageMaker AI Developer Guide, How to use SageMaker AI execution "
                       "roles"},
    .check = &CheckSharedRole,
};

}  // namespace iamsift
