// TR-030 and TR-033: services that hand the role to workloads, each by tags of its own.

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/admission.h"
#include "rules/trust/service_principals.h"

namespace iamsift {
namespace {

// What tells one pod's session from another's, and one certificate's; a key ending in `/` stands
// for all behind it.
// Source: Amazon EKS User Guide, "Grant Pods access to AWS resources based on tags".
constexpr std::string_view kPodKeys[] = {
    "aws:requesttag/eks-cluster-arn", "aws:requesttag/eks-cluster-name",
    "aws:requesttag/kubernetes-namespace", "aws:requesttag/kubernetes-service-account",
    "aws:sourcearn"};
// Source: IAM Roles Anywhere User Guide, "Trust model", attributes mapped from certificates.
constexpr std::string_view kCertificateKeys[] = {"aws:principaltag/x509subject/",
                                                 "aws:principaltag/x509san/",
                                                 "aws:principaltag/x509issuer/",
                                                 "aws:requesttag/x509subject/",
                                                 "aws:requesttag/x509san/",
                                                 "sts:sourceidentity",
                                                 "aws:sourceidentity"};

bool AsksForAny(const Admission& admission, std::span<const std::string_view> keys) {
  return std::ranges::any_of(admission.tests, [&](const EntryTest& test) {
    return test.IsRequired() && std::ranges::any_of(keys, [&](std::string_view key) {
             return key.ends_with('/') ? test.atom->key.starts_with(key) : test.atom->key == key;
           });
  });
}

template <typename Visit>
void ForEachTrustIn(std::string_view label, const TrustView& view, const RuleContext& context,
                    Visit visit) {
  for (const Admission& admission : AdmissionsOf(view, context)) {
    const bool is_meant = admission.who.kind == PrincipalPattern::Kind::kService &&
                          ServiceLabel(context.catalog, admission.who.text) == label;
    if (is_meant && !admission.is_hopeless) visit(admission);
  }
}

void CheckPods(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  ForEachTrustIn("pods.eks", view, context, [&](const Admission& admission) {
    const ElementAt at = AtAdmission(view, admission);
    if (AllowOf(view, admission.who, AssumeActionsOf(context).tag_session) == nullptr) {
      findings
          .Report(at, Severity::kHigh,
                  "EKS Pod Identity tags its sessions: without `sts:TagSession` no pod gets this "
                  "role.")
          .discriminator = "sts:TagSession";
    }
    if (AsksForAny(admission, kPodKeys)) return;
    findings
        .Report(at, Severity::kLow,
                "No condition names the cluster or the namespace: any association of this "
                "account serves.")
        .discriminator = "namespace";
  });
}

void CheckCertificates(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  ForEachTrustIn("rolesanywhere", view, context, [&](const Admission& admission) {
    const ElementAt at = AtAdmission(view, admission);
    if (admission.Required("aws:sourcearn") == nullptr) {
      findings
          .Report(at, Severity::kMedium,
                  "No condition on `aws:SourceArn` names the trust anchor: certificates of every "
                  "anchor of the account are good for this role.")
          .discriminator = "aws:SourceArn";
    }
    if (AsksForAny(admission, kCertificateKeys)) return;
    findings
        .Report(at, Severity::kLow,
                "No condition names the certificate's subject: every certificate of the anchor "
                "is good for this role.")
        .discriminator = "subject";
  });
}

}  // namespace

extern constinit const Rule kPodIdentityTrust = {
    .card = {.id = "TR-030",
             .name = "loose-pod-identity-trust",
             .title = "Trust in EKS Pod Identity lacks a part",
             .severity = Severity::kHigh,
             .why = "Without sts:TagSession the role is of no use; without a condition whoever "
                    "may associate roles in any cluster of the account hands it to any pod.",
             .remedy = "Allow sts:AssumeRole and sts:TagSession, and test "
                       "aws:RequestTag/kubernetes-namespace or aws:RequestTag/eks-cluster-arn.",
             .references = "CWE-1188 CWE-863 T1199",
             .source = "Amazon EKS User Guide, Create an IAM role for EKS Pod Identity"},
    .check = &CheckPods,
};

extern constinit const Rule kRolesAnywhereTrust = {
    .card = {.id = "TR-033",
             .name = "loose-roles-anywhere-trust",
             .title = "Certificates beyond those meant are good for the role",
             .severity = Severity::kMedium,
             .why = "Whoever holds a certificate of any trusted authority gets the role.",
             .remedy = "Test aws:SourceArn with the trust anchor, and "
                       "aws:PrincipalTag/x509Subject/CN with the certificate's name.",
             .references = "CWE-287 CWE-295 T1199",
             .source = "IAM Roles Anywhere User Guide, Trust model"},
    .check = &CheckCertificates,
};

}  // namespace iamsift
