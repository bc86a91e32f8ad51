// TR-025 and TR-029: tests that pass without the claim, and trust in the pods of a cluster.

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/token_trust.h"

namespace iamsift {
namespace {

// Another test asks for the claim.
bool IsRequiredAnyhow(const TokenTrust& trust, std::string_view key) {
  return std::ranges::any_of(trust.admission->tests, [&](const EntryTest& test) {
    return test.atom->key == key && !test.passes_when_missing;
  });
}

void CheckMissingPasses(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  for (const TokenTrust& trust : TokenTrustsOf(view, context)) {
    for (const EntryTest& test : trust.admission->tests) {
      const std::string& key = test.atom->key;
      if (ClaimIn(key, trust.provider.issuer).empty() || !IsPassedWithoutClaim(test)) continue;
      if (test.is_of_guardrail || IsRequiredAnyhow(trust, key)) continue;
      const bool is_open = trust.IsShared() && !trust.NamesTenant();
      Hit& hit = findings.Report(
          AtTest(view, *trust.admission, test, -1), is_open ? Severity::kCritical : Severity::kHigh,
          Concat({"`", test.atom->written->operator_name.text, "` on `",
                  test.atom->written->key.text, "` is met by tokens without the claim."}));
      hit.discriminator = key;
    }
  }
}

constexpr std::string_view kClusterSubject = "system:serviceaccount:";

// All service accounts of a namespace, or of several: a wildcard in the namespace, or in place of
// the whole name.
bool IsOpenSubject(std::string_view subject) {
  if (!HasWildcard(subject)) return false;
  if (!subject.starts_with(kClusterSubject)) return true;
  const std::string_view rest = subject.substr(kClusterSubject.size());
  const size_t colon = rest.find(':');
  const std::string_view name = colon == rest.npos ? rest : rest.substr(colon + 1);
  return HasWildcard(rest.substr(0, colon)) || IsStarsOnly(name);
}

void ReportSubject(const TrustView& view, const TokenTrust& trust, DocumentSink& findings) {
  const std::vector<const EntryTest*> tests = trust.TestsOf("sub");
  if (TokenTrust::NothingAsks(tests)) {
    findings
        .Report(AtAdmission(view, *trust.admission), Severity::kHigh,
                Concat({"Every pod of the cluster can take on this role: nothing tests `",
                        trust.provider.issuer, ":sub`."}))
        .discriminator = "sub";
  }
  for (const EntryTest* const test : tests) {
    if (!test->IsRequired() || test->atom->op.base != BaseOperator::kStringLike) continue;
    const auto open = std::ranges::find_if(test->atom->values, &IsOpenSubject);
    if (open == test->atom->values.end()) continue;
    findings
        .Report(AtTest(view, *trust.admission, *test, -1), Severity::kMedium,
                Concat({"`", *open, "` lets in more than one workload of the cluster."}))
        .discriminator = "sub";
  }
}

bool IsForSts(std::string_view audience) { return audience.starts_with("sts.amazonaws.com"); }

void CheckCluster(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  for (const TokenTrust& trust : TokenTrustsOf(view, context)) {
    if (!IsClusterIssuer(trust.provider.issuer)) continue;
    ReportSubject(view, trust, findings);
    for (const EntryTest* const test : trust.TestsOf("aud")) {
      if (!test->IsRequired() || std::ranges::all_of(test->atom->values, &IsForSts)) continue;
      findings
          .Report(AtTest(view, *trust.admission, *test, -1), Severity::kMedium,
                  "The audience is not `sts.amazonaws.com`: tokens made for other parties are "
                  "taken as well.")
          .discriminator = "aud";
    }
  }
}

}  // namespace

extern constinit const Rule kClaimMayBeMissing = {
    .card = {.id = "TR-025",
             .name = "claim-may-be-missing",
             .title = "A test on a claim is met by tokens without it",
             .severity = Severity::kHigh,
             .why = "IfExists, ForAllValues, negated operators and Null hold when the claim is "
                    "not there, so the test keeps nobody out.",
             .remedy = "Use StringEquals or StringLike alone.",
             .references = "CWE-287 CWE-863 T1199 T1550.001 T1606.002",
             .source = "IAM User Guide, IAM JSON policy elements: Condition operators"},
    .check = &CheckMissingPasses,
};

extern constinit const Rule kAnyPodOfCluster = {
    .card = {.id = "TR-029",
             .name = "any-pod-of-cluster",
             .title = "More pods of the cluster can take on the role than need it",
             .severity = Severity::kHigh,
             .why = "Whoever starts a pod in the cluster, or in the namespace, gets the role.",
             .remedy = "Test sub by StringEquals with namespace and service account, and aud with "
                       "sts.amazonaws.com.",
             .references = "CWE-287 CWE-863 T1199 T1550.001",
             .source = "Amazon EKS User Guide, Assign IAM roles to Kubernetes service accounts"},
    .check = &CheckCluster,
};

}  // namespace iamsift
