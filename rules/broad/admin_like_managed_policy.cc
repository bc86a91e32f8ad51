// OB-012

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/attached_policy.h"
#include "rules/broad/managed_policy_names.h"

namespace iamsift {
namespace {

void Check(const AttachmentView& view, const RuleContext&, PlaceSink& findings) {
  if (!view.policy.IsAwsManaged() || !IsAdminLikePolicy(view.policy.name)) return;
  Hit& hit = ReportAttachment(
      findings, view,
      Concat(
          {"`", view.policy.name, "` is attached to `", view.holder.name, "`; it ",
           view.some_holder_is_admin ? "makes an administrator." : "is made for administrators."}));
  hit.severity = view.some_holder_is_admin ? Severity::kCritical : Severity::kHigh;
}

}  // namespace

extern constinit const Rule kAdminLikeManagedPolicy = {
    .card = {.id = "OB-012",
             .name = "admin-like-managed-policy",
             .title = "An administrator's AWS managed policy is attached",
             .severity = Severity::kHigh,
             .why = "These policies are made for administrators: they allow everything, everything "
                    "in IAM, or everything but IAM.",
             .remedy = "Attach a customer managed policy with the actions that are needed; keep "
                       "administration in one role that is assumed with MFA.",
             .references = "CWE-250 CWE-269 T1078.004",
             .source = "AWS Managed Policy Reference Guide"},
    .check = &Check,
};

}  // namespace iamsift
