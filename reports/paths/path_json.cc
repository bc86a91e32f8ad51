// The ways as one JSON object: nodes, and paths of hops between them.

#include "analyzer/base/json_writer.h"
#include "reports/paths/path_formats.h"

namespace iamsift {
namespace {

void WriteNode(const PathNode& node, JsonWriter& json) {
  json.BeginObject().Member("arn", node.arn).Member("name", node.name);
  json.Member("kind", SubjectKindName(node.kind)).Member("account", node.account);
  json.Key("admin").Bool(node.is_admin).EndObject();
}

void WriteWitness(const Witness& witness, JsonWriter& json) {
  json.Key("witness").BeginObject().Member("principal", witness.principal);
  json.Member("action", witness.action).Member("resource", witness.resource);
  json.Key("context").BeginObject();
  for (const auto& [key, value] : witness.context) json.Member(key, value);
  json.EndObject().EndObject();
}

void WriteHop(const PathHop& hop, JsonWriter& json) {
  json.BeginObject().Member("from", static_cast<int64_t>(hop.from)).Key("to");
  if (hop.to == kBecomesAdmin) {
    json.String("administrator");
  } else {
    json.Number(hop.to);
  }
  json.Member("rule", hop.rule).Member("title", hop.title).Member("how", hop.how);
  json.Member("confidence", ConfidenceName(hop.confidence));
  json.Key("needs").Strings(hop.needs);
  if (!hop.service.empty()) json.Member("passed_to", hop.service);
  if (!hop.changed.empty()) json.Member("by_way_of", hop.changed);
  json.Key("evidence").BeginArray();
  for (const PathGrant& grant : hop.grants) {
    json.BeginObject().Member("grants", grant.what).Member("where", grant.where).EndObject();
  }
  json.EndArray();
  if (hop.witness) WriteWitness(*hop.witness, json);
  json.EndObject();
}

}  // namespace

std::string PathsAsJson(const PathResult& result) {
  std::string text;
  JsonWriter json(&text, 2);
  json.BeginObject().Member("catalog", result.catalog_date).Key("nodes").BeginArray();
  for (const PathNode& node : result.nodes) WriteNode(node, json);
  json.EndArray().Key("paths").BeginArray();
  for (const PathRow& path : result.paths) {
    json.BeginObject().Member("confidence", ConfidenceName(ConfidenceOf(path)));
    json.Key("hops").BeginArray();
    for (const PathHop& hop : path.hops) WriteHop(hop, json);
    json.EndArray().EndObject();
  }
  json.EndArray().Key("limits").Strings(result.limits).EndObject();
  text += '\n';
  return text;
}

}  // namespace iamsift
