#include <algorithm>
#include <optional>
#include <span>
#include <string>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/org/org_readers.h"

namespace iamsift {
namespace {

// The folders behind `organizations/<id>`: none, or `scps` and the policy's id in lower case, …
struct CollectedKey {
  std::string_view organization;
  std::string_view list;  // "", scps, rcps, ous
  std::string_view item;
};

std::optional<CollectedKey> KeyOf(const PathKey& key) {
  const auto start = std::find(key.folders.rbegin(), key.folders.rend(), "organizations");
  const auto behind = start - key.folders.rbegin();
  if (start == key.folders.rend() || behind < 1) return std::nullopt;
  const std::span<const std::string_view> folders(key.folders.end() - behind, key.folders.end());
  if (!folders[0].starts_with("o-") || folders.size() == 2 || folders.size() > 3) {
    return std::nullopt;
  }
  if (folders.size() == 1) return CollectedKey{.organization = folders[0], .list = {}, .item = {}};
  return CollectedKey{.organization = folders[0], .list = folders[1], .item = folders[2]};
}

class CollectedReader {
 public:
  CollectedReader(JsonLayers& layers, OrganizationDraft& draft) : layers_(layers), draft_(draft) {}

  absl::StatusOr<Recognised> Read(const CollectedKey& key, std::string_view stem) {
    const JsonValue root = layers_.Root();
    if (key.list == "scps") return ReadPolicy(GuardrailType::kScp, key.item, stem);
    if (key.list == "rcps") return ReadPolicy(GuardrailType::kRcp, key.item, stem);
    if (key.list == "ous") {
      if (stem == "metadata")
        draft_.AddNode(TypeOf(key.item), key.item, root["name"].Text(), PlaceOf(root));
    } else if (stem == "metadata") {
      IAMSIFT_RETURN_IF_ERROR(ReadHead(root));
    } else if (stem == "accounts") {
      AddHolders(root, "ou");
    } else if (stem == "ous") {
      AddHolders(root, "parent");
    }
    return Recognised::kYes;
  }

 private:
  static OrganizationNodeType TypeOf(std::string_view id) {
    if (id.starts_with("r-")) return OrganizationNodeType::kRoot;
    return id.starts_with("ou-") ? OrganizationNodeType::kUnit : OrganizationNodeType::kAccount;
  }

  ElementPlace PlaceOf(JsonValue value) { return layers_.PlaceOf(value, draft_.arena()); }

  absl::Status ReadHead(JsonValue root) {
    IAMSIFT_RETURN_IF_ERROR(NeedText(layers_, root, "id").status());
    IAMSIFT_RETURN_IF_ERROR(draft_.SetId(layers_, root["id"]));
    draft_.SetManagementAccount(root["rootAccountId"].Text());
    const JsonValue features = root["features"];
    if (features.IsObject()) draft_.MarkTypesAsTold();
    for (const JsonValue feature : features.Members()) {
      if (feature.IsTrue()) draft_.SetEnabled(feature.Key());
    }
    return absl::OkStatus();
  }

  // accounts.json and ous.json: what hangs where, and which policies hang on it.
  void AddHolders(JsonValue root, std::string_view parent_name) {
    for (const JsonValue holder : root.Members()) {
      const std::string_view id = holder.Key();
      draft_.AddNode(TypeOf(id), id, "", PlaceOf(holder));
      const JsonValue parent = holder[parent_name];
      if (parent.IsString()) draft_.SetParent(id, parent.Text(), PlaceOf(parent));
      AddTargets(GuardrailType::kScp, holder["scps"], id);
      AddTargets(GuardrailType::kRcp, holder["rcps"], id);
    }
  }

  void AddTargets(GuardrailType type, JsonValue arns, std::string_view target) {
    for (const JsonValue arn : arns.Items()) {
      const std::string_view policy = LastOfArn(arn.Text());
      draft_.AddPolicy(type, policy, PlaceOf(arn));
      draft_.AddTarget(policy, target, PlaceOf(arn));
    }
  }

  // Folders are in lower case; the policy's ARN, which has the true id, stands in metadata.json.
  // Ids of policies that are not AWS's own are in lower case anyway.
  absl::StatusOr<Recognised> ReadPolicy(GuardrailType type, std::string_view folder,
                                        std::string_view stem) {
    const JsonValue root = layers_.Root();
    std::string_view id = folder;
    if (folder == "p-fullawsaccess") id = "p-FullAWSAccess";
    if (folder == "p-rcpfullawsaccess") id = "p-RCPFullAWSAccess";
    if (stem != "metadata" && stem != "policy") return Recognised::kYes;
    GuardrailDraft& policy = draft_.AddPolicy(type, id, PlaceOf(root));
    if (stem == "policy") {
      IAMSIFT_RETURN_IF_ERROR(draft_.SetDocument(layers_, root, policy));
    } else {
      policy.name = root["name"].Text();
      policy.is_aws_managed = root["awsManaged"].IsTrue();
    }
    return Recognised::kYes;
  }

  JsonLayers& layers_;
  OrganizationDraft& draft_;
};

}  // namespace

absl::StatusOr<Recognised> ReadCollectedOrganization(JsonLayers& layers, const PathKey& key,
                                                     OrganizationDraft& draft) {
  const std::optional<CollectedKey> collected = KeyOf(key);
  if (!collected) return Recognised::kNo;
  return CollectedReader(layers, draft).Read(*collected, key.stem);
}

}  // namespace iamsift
