// HY-012

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// Source: IAM User Guide, "IAM and AWS STS quotas".
constexpr size_t kMostVersions = 5;

void Check(const AccountView& view, const RuleContext&, PlaceSink& findings) {
  for (const ManagedPolicy& policy : view.account.policies) {
    if (policy.IsAwsManaged() || policy.versions.size() < kMostVersions) continue;
    findings.Report(policy, Concat({"The policy `", policy.name, "` stores ",
                                    Counted(policy.versions.size(), "version"), "."}));
  }
}

}  // namespace

extern constinit const Rule kFivePolicyVersions = {
    .card = {.id = "HY-012",
             .name = "five-policy-versions",
             .title = "A policy stores as many versions as IAM allows",
             .severity = Severity::kInfo,
             .why = "The next change of the policy fails until a version is deleted.",
             .remedy = "Delete the oldest versions.",
             .references = "CWE-1220",
             .source = "IAM User Guide, Versioning IAM policies"},
    .check = &Check,
};

}  // namespace iamsift
