// ML-003, ML-009: Studio domains and user profiles in infrastructure code.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using Resource = InfrastructureResource;
using Setting = InfrastructureSetting;

constexpr std::string_view kStudioControls =
    "AWS Security Hub SageMaker.1; AWS Security Hub SageMaker.2; AWS Security Hub SageMaker.3; "
    "AWS Security Hub SageMaker.5; NIST SP 800-53r5 AC-6; NIST SP 800-53r5 SC-7; "
    "NIST SP 800-53r5 SC-28; NIST SP 800-53r5 CM-5; PCI DSS 4.0 7.2.5; PCI DSS 4.0 1.4.1; "
    "SOC 2 CC6.1; SOC 2 CC6.6; SOC 2 CC8.1; ISO 27001:2022 A.8.3; ISO 27001:2022 A.8.20; "
    "ISO 27001:2022 A.8.24";

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

// The profile itself and those before it that have its role; the finding is at the first of them.
void CheckProfile(const InfrastructureView& view, PlaceSink& findings) {
  const Setting* const role = RoleOf(view.resource);
  if (role == nullptr || IdentityOf(*role).empty()) return;
  std::vector<std::string_view> teams, profiles;
  for (const Resource& other : view.account.infrastructure) {
    if (other.kind != InfrastructureKind::kStudioUserProfile) continue;
    const Setting* const theirs = RoleOf(other);
    if (theirs == nullptr || IdentityOf(*theirs) != IdentityOf(*role)) continue;
    if (profiles.empty() && &other != &view.resource) return;
    profiles.push_back(other.name);
    const std::string_view team = TeamOf(other);
    if (std::ranges::find(teams, team) == teams.end()) teams.push_back(team);
  }
  if (teams.size() < 2) return;
  findings
      .Report(view.resource, role->place,
              Concat({"One execution role serves the profiles of ", Counted(teams.size(), "team"),
                      ": `", Join(profiles, "`, `"), "`."}))
      .discriminator = "teams";
}

void CheckSharedRole(const InfrastructureView& view, const RuleContext&, PlaceSink& findings) {
  if (view.resource.kind == InfrastructureKind::kStudioDomain) CheckDomain(view, findings);
  if (view.resource.kind == InfrastructureKind::kStudioUserProfile) CheckProfile(view, findings);
}

// A setting of a domain, and how it should be. `must_be` "": anything, as long as it is set.
struct DomainSetting {
  std::string_view path, must_be, otherwise;
  Severity severity;
};
constexpr DomainSetting kDomainSettings[] = {
    {"appNetworkAccessType", "VpcOnly", "its notebooks reach the internet past the VPC",
     Severity::kMedium},
    {"authMode", "SSO", "people enter it as IAM identities, by presigned URLs", Severity::kLow},
    {"kmsKeyId", "", "its volumes are encrypted with a key of AWS's", Severity::kLow},
};

// A value that only the deployment will tell is some value.
bool IsMet(const DomainSetting& wanted, const Setting* setting) {
  if (setting == nullptr) return wanted.path == "authMode";  // required: the provider refuses
  return setting->state != SettingState::kKnown || wanted.must_be.empty() ||
         setting->text == wanted.must_be;
}

void CheckOpenDomain(const InfrastructureView& view, const RuleContext&, PlaceSink& findings) {
  if (view.resource.kind != InfrastructureKind::kStudioDomain) return;
  for (const DomainSetting& wanted : kDomainSettings) {
    const Setting* const setting = view.resource.Find(wanted.path);
    if (IsMet(wanted, setting)) continue;
    const std::string is = setting == nullptr ? "is not set" : Concat({"is `", setting->text, "`"});
    Hit& hit = findings.Report(view.resource,
                               setting == nullptr ? view.resource.settings_place : setting->place,
                               Concat({"`", wanted.path, "` of the Studio domain `",
                                       view.resource.name, "` ", is, ": ", wanted.otherwise, "."}));
    hit.severity = wanted.severity;
    hit.discriminator = std::string(wanted.path);
  }
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
             .compliance = kStudioControls,
             .references = "CWE-266 T1078.004",
             .source = "Amazon SageMaker AI Developer Guide, How to use SageMaker AI execution "
                       "roles"},
    .check = &CheckSharedRole,
};

extern constinit const Rule kOpenStudioDomain = {
    .card = {.id = "ML-009",
             .name = "open-studio-domain",
             .title = "A Studio domain is set up more openly than it need be",
             .severity = Severity::kMedium,
             .why = "The domain's settings bound every notebook in it: where its traffic goes, who "
                    "enters it and how, and who can read its volumes.",
             .remedy = "Set appNetworkAccessType to VpcOnly, authMode to SSO where IAM Identity "
                       "Center is there, and kmsKeyId to a key of yours.",
             .compliance = kStudioControls,
             .references = "CWE-284 T1530",
             .source = "Amazon SageMaker API Reference, CreateDomain"},
    .check = &CheckOpenDomain,
};

}  // namespace iamsift
