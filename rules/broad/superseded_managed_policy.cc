// OB-014

#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/attached_policy.h"
#include "rules/broad/managed_policy_names.h"

namespace iamsift {
namespace {

void Check(const AttachmentView& view, const RuleContext&, PlaceSink& findings) {
  if (!view.policy.IsAwsManaged() || !IsSupersededPolicy(view.policy.name)) return;
  ReportAttachment(findings, view,
                   Concat({"AWS has superseded the managed policy `", view.policy.name,
                           "`; a narrower one takes its place."}));
}

}  // namespace

extern constinit const Rule kSupersededManagedPolicy = {
    .card = {.id = "OB-014",
             .name = "superseded-managed-policy",
             .title = "A superseded AWS managed policy is attached",
             .severity = Severity::kMedium,
             .why = "AWS replaced the policy because it gave too much; it stays as it is, and may "
                    "be withdrawn.",
             .remedy = "Attach the policy that AWS names as its successor, or one of your own.",
             .references = "CWE-250 CWE-477 T1078.004",
             .source = "AWS Managed Policy Reference Guide"},
    .check = &Check,
};

}  // namespace iamsift
