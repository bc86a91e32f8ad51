#include "rules/broad/attached_policy.h"

#include <utility>

namespace iamsift {

Hit& ReportAttachment(PlaceSink& findings, const AttachmentView& view, std::string message) {
  Hit& hit = findings.Report(view.holder, view.attachment.place, std::move(message));
  hit.policy = {.kind = PolicyOriginKind::kAwsManaged,
                .name = std::string(view.policy.name),
                .owner = std::string(view.policy.arn)};
  hit.discriminator = std::string(view.policy.name);
  hit.placed_evidence.push_back(
      {.role = EvidenceRole::kAttaches, .place = view.attachment.place, .text = {}});
  return hit;
}

}  // namespace iamsift
