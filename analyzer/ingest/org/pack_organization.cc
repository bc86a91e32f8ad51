#include "analyzer/ingest/org/pack_organization.h"

#include <vector>

#include "analyzer/base/json_writer.h"
#include "analyzer/ingest/org/org_readers.h"
#include "analyzer/policy/json_outline.h"

namespace iamsift {
namespace {

constexpr int kIndent = 2;

// The value as it was written, but for the white space.
void WriteValue(const JsonOutline& outline, JsonNodeId node, JsonWriter& json) {
  const JsonNode& value = outline.at(node);
  switch (value.type) {
    case JsonType::kObject:
      json.BeginObject();
      for (const JsonNodeId member : outline.ChildrenOf(node)) {
        json.Key(outline.at(member).key.text);
        WriteValue(outline, member, json);
      }
      json.EndObject();
      break;
    case JsonType::kArray:
      json.BeginArray();
      for (const JsonNodeId item : outline.ChildrenOf(node)) WriteValue(outline, item, json);
      json.EndArray();
      break;
    case JsonType::kString:
      json.String(value.text);
      break;
    default:
      json.Raw(value.text);
  }
}

class Packer {
 public:
  Packer(const Organization& organization, std::string& out)
      : organization_(organization), json_(&out, kIndent) {}

  void Pack(std::string_view taken) {
    json_.BeginObject().Member("schema", kPackedSchema);
    PackHead();
    json_.Key("nodes").BeginArray();
    for (const OrganizationNode& node : organization_.nodes) PackNode(node);
    json_.EndArray().Key("policies").BeginArray();
    for (size_t i = 0; i < organization_.guardrails.size(); ++i) PackGuardrail(i);
    json_.EndArray();
    if (!taken.empty()) json_.Member("taken", taken);
    json_.EndObject();
  }

 private:
  void PackHead() {
    json_.Key("organization").BeginObject().Member("id", organization_.id);
    json_.Member("management_account", organization_.management_account);
    json_.Key("policy_types").BeginArray();
    if (organization_.has_scps) json_.String(GuardrailTypeName(GuardrailType::kScp));
    if (organization_.has_rcps) json_.String(GuardrailTypeName(GuardrailType::kRcp));
    json_.EndArray().EndObject();
  }

  void PackNode(const OrganizationNode& node) {
    json_.BeginObject().Member("id", node.id).Key("parent");
    if (node.parent < 0) {
      json_.Null();
    } else {
      json_.String(organization_.nodes[static_cast<size_t>(node.parent)].id);
    }
    json_.Member("name", node.name).Member("type", OrganizationNodeTypeName(node.type));
    json_.EndObject();
  }

  void PackGuardrail(size_t index) {
    const Guardrail& guardrail = organization_.guardrails[index];
    json_.BeginObject().Member("id", guardrail.id);
    json_.Member("type", GuardrailTypeName(guardrail.type)).Member("name", guardrail.name);
    json_.Key("aws_managed").Bool(guardrail.is_aws_managed);
    if (guardrail.text) PackDocument(*guardrail.text);
    json_.Key("targets").BeginArray();
    for (const OrganizationNode& node : organization_.nodes) {
      for (const int32_t attached : node.guardrails) {
        if (static_cast<size_t>(attached) == index) json_.String(node.id);
      }
    }
    json_.EndArray().EndObject();
  }

  void PackDocument(const PolicyText& text) {
    const std::string_view document = organization_.documents.TextOf(text.document);
    json_.Key("document");
    if (reader_.Read(document)) {
      json_.String(document);
    } else {
      WriteValue(reader_.outline(), 0, json_);
    }
  }

  const Organization& organization_;
  JsonWriter json_;
  JsonOutlineReader reader_;
};

}  // namespace

std::string PackOrganization(const Organization& organization, std::string_view taken) {
  std::string packed;
  Packer(organization, packed).Pack(taken);
  packed += '\n';
  return packed;
}

}  // namespace iamsift
