#include <string>

#include "analyzer/base/status.h"
#include "analyzer/base/text.h"
#include "analyzer/ingest/org/org_readers.h"

namespace iamsift {
namespace {

class PackedReader {
 public:
  PackedReader(JsonLayers& layers, OrganizationDraft& draft) : layers_(layers), draft_(draft) {}

  absl::StatusOr<Recognised> Read() {
    const JsonValue root = layers_.Root();
    const JsonValue schema = root["schema"];
    if (!schema.Text().starts_with("iamsift.org/")) return Recognised::kNo;
    if (schema.Text() != kPackedSchema) {
      return layers_.ErrorAt(
          schema, Concat({"expected schema `", kPackedSchema, "`, found `", schema.Text(), "`"}));
    }
    IAMSIFT_RETURN_IF_ERROR(ReadHead(root));
    for (const JsonValue node : root["nodes"].Items()) IAMSIFT_RETURN_IF_ERROR(ReadNode(node));
    // Parents may stand behind their children.
    for (const JsonValue node : root["nodes"].Items()) {
      const JsonValue parent = node["parent"];
      if (parent.IsString()) draft_.SetParent(node["id"].Text(), parent.Text(), PlaceOf(parent));
    }
    for (const JsonValue policy : root["policies"].Items()) {
      IAMSIFT_RETURN_IF_ERROR(ReadPolicy(policy));
    }
    return Recognised::kYes;
  }

 private:
  ElementPlace PlaceOf(JsonValue value) { return layers_.PlaceOf(value, draft_.arena()); }

  absl::Status ReadHead(JsonValue root) {
    const JsonValue organization = root["organization"];
    if (!organization.IsObject()) return layers_.ErrorAt(root, "expected `organization`");
    IAMSIFT_RETURN_IF_ERROR(NeedText(layers_, organization, "id").status());
    IAMSIFT_RETURN_IF_ERROR(draft_.SetId(layers_, organization["id"]));
    draft_.SetManagementAccount(organization["management_account"].Text());
    const JsonValue types = organization["policy_types"];
    if (!types.IsPresent()) return absl::OkStatus();
    draft_.MarkTypesAsTold();
    for (const JsonValue type : types.Items()) {
      if (!GuardrailTypeOf(type.Text())) return UnknownName(type, "type of guardrail");
      draft_.SetEnabled(type.Text());
    }
    return absl::OkStatus();
  }

  absl::Status UnknownName(JsonValue value, std::string_view of_what) {
    return layers_.ErrorAt(value, Concat({"`", value.Text(), "` is no ", of_what}));
  }

  absl::Status ReadNode(JsonValue node) {
    IAMSIFT_ASSIGN_OR_RETURN(const std::string_view id, NeedText(layers_, node, "id"));
    IAMSIFT_ASSIGN_OR_RETURN(const std::string_view name, NeedText(layers_, node, "type"));
    for (const OrganizationNodeType type :
         {OrganizationNodeType::kRoot, OrganizationNodeType::kUnit,
          OrganizationNodeType::kAccount}) {
      if (OrganizationNodeTypeName(type) != name) continue;
      draft_.AddNode(type, id, node["name"].Text(), PlaceOf(node));
      return absl::OkStatus();
    }
    return UnknownName(node["type"], "type of node");
  }

  absl::Status ReadPolicy(JsonValue policy) {
    IAMSIFT_ASSIGN_OR_RETURN(const std::string_view id, NeedText(layers_, policy, "id"));
    IAMSIFT_ASSIGN_OR_RETURN(const std::string_view type_name, NeedText(layers_, policy, "type"));
    const std::optional<GuardrailType> type = GuardrailTypeOf(type_name);
    if (!type) return UnknownName(policy["type"], "type of guardrail");
    GuardrailDraft& draft = draft_.AddPolicy(*type, id, PlaceOf(policy));
    draft.name = policy["name"].Text();
    draft.is_aws_managed = policy["aws_managed"].IsTrue();
    const JsonValue document = policy["document"];
    if (document.IsObject() || document.IsString()) {
      IAMSIFT_RETURN_IF_ERROR(draft_.SetDocument(layers_, document, draft));
    }
    for (const JsonValue target : policy["targets"].Items()) {
      draft_.AddTarget(id, target.Text(), PlaceOf(target));
    }
    return absl::OkStatus();
  }

  JsonLayers& layers_;
  OrganizationDraft& draft_;
};

}  // namespace

absl::StatusOr<Recognised> ReadPackedOrganization(JsonLayers& layers, OrganizationDraft& draft) {
  return PackedReader(layers, draft).Read();
}

}  // namespace iamsift
