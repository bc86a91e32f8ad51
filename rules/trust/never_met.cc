// TR-024 and TR-035: tests that nobody of the kind ever passes.

#include <string>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "analyzer/account/identity_provider.h"
#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/trust/claim_fault.h"

namespace iamsift {
namespace {

// Why the text of a test is never met.
std::string Describe(const Admission& admission, const EntryTest& test, TestFault fault) {
  const std::string_view key = test.atom->written->key.text;
  if (fault == TestFault::kWildcardAsText) {
    return Concat({"`", test.atom->written->operator_name.text, "` compares the wildcard in `",
                   test.atom->values.front(), "` letter by letter: `", key, "` is never that."});
  }
  if (fault == TestFault::kOtherIssuer) {
    return Concat({"`", key, "` is no claim of `", ProviderOf(admission.who.text).issuer,
                   "`: its tokens never carry that key."});
  }
  return Concat({"`", key, "` is never in a request of `", admission.who.text, "`."});
}

// Each test once, however many principals fail it.
template <typename IsMeant>
void ReportFaults(const TrustView& view, const RuleContext& context, DocumentSink& findings,
                  IsMeant is_meant) {
  absl::flat_hash_set<const ConditionTest*> seen;
  for (const Admission& admission : AdmissionsOf(view, context)) {
    if (!admission.is_hopeless) continue;
    for (const EntryTest& test : admission.tests) {
      const TestFault fault = FaultOf(admission.who, test);
      if (!is_meant(fault) || !seen.insert(test.atom->written).second) continue;
      Hit& hit =
          findings.Report(AtTest(view, admission, test, -1), Describe(admission, test, fault));
      hit.discriminator = Concat({test.atom->key, "|", admission.who.text});
    }
  }
}

void CheckNeverTrue(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  ReportFaults(view, context, findings, [](TestFault fault) {
    return fault == TestFault::kWildcardAsText || fault == TestFault::kOtherIssuer;
  });
}

void CheckWrongKind(const TrustView& view, const RuleContext& context, DocumentSink& findings) {
  ReportFaults(view, context, findings,
               [](TestFault fault) { return fault == TestFault::kNeverOfKind; });
}

}  // namespace

extern constinit const Rule kTrustTestNeverTrue = {
    .card = {.id = "TR-024",
             .name = "trust-test-never-true",
             .title = "A test in the trust policy is never true",
             .severity = Severity::kHigh,
             .why = "Nobody passes it, so the role is of no use; and it is soon replaced by "
                    "whatever works.",
             .remedy = "Compare wildcards by StringLike or ArnLike, and write the issuer's host "
                       "and path, without a scheme, before the claim.",
             .references = "CWE-1188 T1199",
             .source = "IAM User Guide, IAM JSON policy elements: Condition operators"},
    .check = &CheckNeverTrue,
};

extern constinit const Rule kTrustTestOfOtherKind = {
    .card = {.id = "TR-035",
             .name = "trust-test-of-other-kind",
             .title = "A test asks for what this kind of principal never shows",
             .severity = Severity::kMedium,
             .why = "The key is missing from every request of the principal, so the role is of no "
                    "use to it.",
             .remedy = "Test a key of that kind: aws:SourceAccount for services, claims for "
                       "tokens, sts:ExternalId and aws:PrincipalOrgID for accounts.",
             .references = "CWE-1188",
             .source = "IAM User Guide, AWS global condition context keys"},
    .check = &CheckWrongKind,
};

}  // namespace iamsift
