// HY-004

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

void Check(const PrincipalView& view, const RuleContext&, PlaceSink& findings) {
  const Principal& user = view.principal;
  if (user.kind != PrincipalKind::kUser || user.attachments.empty()) return;
  std::vector<std::string_view> names;
  for (const Attachment& attachment : user.attachments) names.push_back(attachment.name);
  Hit& hit = findings.Report(
      user, user.attachments.front().place,
      Concat({"Attached to the user `", user.name, "` itself: `", Join(names, "`, `"), "`."}));
  for (const Attachment& attachment : user.attachments) {
    hit.placed_evidence.push_back(
        {EvidenceRole::kAttaches, attachment.place, std::string(attachment.arn)});
  }
}

}  // namespace

extern constinit const Rule kUserWithAttachedPolicy = {
    .card = {.id = "HY-004",
             .name = "user-with-attached-policy",
             .title = "A managed policy is attached to a user",
             .severity = Severity::kLow,
             .why = "Permissions kept on single users are forgotten when the person changes "
                    "jobs.",
             .remedy = "Attach the policy to a group, or let the user take on a role.",
             .references = "CWE-266 T1078.004",
             .source = "IAM User Guide, Security best practices in IAM"},
    .check = &Check,
};

}  // namespace iamsift
