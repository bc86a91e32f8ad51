// ML-009

#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

using Setting = InfrastructureSetting;

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

extern constinit const Rule kOpenStudioDomain = {
    .card = {.id = "ML-009",
             .name = "open-studio-domain",
             .title = "A Studio domain is set up more openly than it need be",
             .severity = Severity::kMedium,
             .why = "The domain's settings bound every notebook in it: where its traffic goes, who "
                    "enters it and how, and who can read its volumes.",
             .remedy = "Set appNetworkAccessType to VpcOnly, authMode to SSO where IAM Identity "
                       "Center is there, and kmsKeyId to a key of yours.",
             .references = "CWE-284 T1530",
             .source = "Amazon SageMaker API Reference, CreateDomain"},
    .check = &CheckOpenDomain,
};

}  // namespace iamsift
