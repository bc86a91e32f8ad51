#include <utility>

#include "analyzer/account/arn.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/resources/resource_readers.h"

namespace iamsift {

absl::StatusOr<ResourceFile> ReadPolicyRow(JsonLayers& layers, ResourceDraft& draft) {
  const JsonValue row = layers.Root();
  const JsonValue arn = row["arn"];
  const JsonValue holder = row["policy"];
  const JsonValue block = row["public_access_block"];
  if (!arn.IsString() || (!holder.IsPresent() && !block.IsPresent())) return ResourceFile::kUnknown;
  const std::string_view service = ServiceOfArn(arn.Text());
  if (service.empty()) {
    return layers.ErrorAt(arn, Concat({"expected an ARN, found `", arn.Text(), "`"}));
  }
  const JsonValue account = row["account"];
  if (account.IsString() && !IsAccountId(account.Text())) {
    return layers.ErrorAt(
        account, Concat({"expected an account of 12 digits, found `", account.Text(), "`"}));
  }
  ResourcePolicy policy;
  policy.arn = draft.Keep(arn.Text());
  policy.account =
      account.IsString() ? draft.Keep(account.Text()) : draft.OwnerOf(arn.Text(), ResourceOrigin());
  policy.service = draft.Keep(service);
  if (block.IsPresent()) {
    IAMSIFT_ASSIGN_OR_RETURN(policy.settings, ReadPublicAccessBlock(layers, block));
  }
  if (!holder.IsPresent()) {
    policy.place = layers.PlaceOf(row, draft.policies().arena());
    draft.policies().AddSettings(std::move(policy));
    return ResourceFile::kRead;
  }
  IAMSIFT_RETURN_IF_ERROR(draft.Add(layers, holder, std::move(policy)));
  return ResourceFile::kRead;
}

}  // namespace iamsift
