// HY-019

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

void Check(const AttachmentView& view, const RuleContext&, PlaceSink& findings) {
  if (!view.policy.IsAwsManaged() || view.policy.name != "AWSCloudShellFullAccess") return;
  findings.Report(view.holder, view.attachment.place,
                  Concat({"`", view.policy.name, "` lets its holders upload and download files."}));
}

}  // namespace

extern constinit const Rule kCloudshellFullAccess = {
    .card = {.id = "HY-019",
             .name = "cloudshell-full-access",
             .title = "AWSCloudShellFullAccess is attached",
             .severity = Severity::kLow,
             .why = "A shell in the console moves files in and out of the account under the "
                    "person's rights.",
             .remedy = "Attach a policy without file upload and download, or none.",
             .references = "CWE-1220 T1059.009",
             .source = "AWS CloudShell User Guide, Managing AWS CloudShell access and usage with "
                       "IAM policies"},
    .check = &Check,
};

}  // namespace iamsift
