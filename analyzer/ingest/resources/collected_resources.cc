#include <algorithm>
#include <string>
#include <utility>

#include "analyzer/account/arn.h"
#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/resources/resource_readers.h"

namespace iamsift {
namespace {

// The account and the service behind `accounts`; "" for paths of another kind.
struct CollectedKey {
  std::string_view account;
  std::string_view service;
};

CollectedKey KeyOf(const PathKey& key) {
  for (size_t i = 0; i + 3 < key.folders.size(); ++i) {
    const bool is_store = key.folders[i] == "accounts" && i > 0 &&
                          key.folders[i - 1].starts_with("aws") && IsAccountId(key.folders[i + 1]);
    if (is_store) return {.account = key.folders[i + 1], .service = key.folders[i + 2]};
  }
  return {};
}

std::string_view FolderOf(std::string_view path) { return path.substr(0, path.rfind('/')); }

}  // namespace

absl::StatusOr<ResourceFile> ReadCollectedResource(JsonLayers& layers, const PathKey& key,
                                                   std::string_view path, ResourceDraft& draft) {
  const CollectedKey collected = KeyOf(key);
  if (collected.account.empty()) return ResourceFile::kUnknown;
  // Policies of users, groups and roles are the export's.
  if (collected.service == "iam") return ResourceFile::kIgnored;
  const JsonValue root = layers.Root();
  std::string& arn = draft.arns_by_folder()[std::string(FolderOf(path))];
  if (key.stem == "metadata") {
    arn = root["arn"].Text();
    return ResourceFile::kRead;
  }
  const bool is_policy = key.stem == "policy" || key.stem == "endpoint-policy";
  if (!is_policy && key.stem != "bpa") return ResourceFile::kIgnored;
  const std::string_view service = ServiceOfArn(arn);
  if (service.empty()) {
    return layers.ErrorAt(root,
                          "expected a file `metadata.json` with the resource's `arn` beside it");
  }
  ResourcePolicy policy;
  policy.role =
      key.stem == "endpoint-policy" ? ResourcePolicyRole::kEndpoint : ResourcePolicyRole::kResource;
  policy.arn = draft.Keep(arn);
  policy.account = draft.Keep(collected.account);
  policy.service = draft.Keep(service);
  if (is_policy) {
    IAMSIFT_RETURN_IF_ERROR(draft.Add(layers, root, std::move(policy)));
    return ResourceFile::kRead;
  }
  IAMSIFT_ASSIGN_OR_RETURN(policy.settings, ReadPublicAccessBlock(layers, root));
  policy.place = layers.PlaceOf(root, draft.policies().arena());
  draft.policies().AddSettings(std::move(policy));
  return ResourceFile::kRead;
}

}  // namespace iamsift
