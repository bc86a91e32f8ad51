// The answers as one JSON object; its shape is in reports/schema/iamsift.proofs-1.schema.json.

#include "analyzer/base/json_writer.h"
#include "reports/proofs/proof_formats.h"

namespace iamsift {
namespace {

void WriteStatements(std::string_view key, const ProofResult& result,
                     const std::vector<ProofStatement>& statements, JsonWriter& json) {
  json.Key(key).BeginArray();
  for (const ProofStatement& statement : statements) {
    json.BeginObject();
    if (!statement.policy.empty()) json.Member("policy", statement.policy);
    json.Member("statement", int64_t{statement.number});
    if (!statement.sid.empty()) json.Member("sid", statement.sid);
    if (statement.line != 0 && statement.place.input < result.inputs.size()) {
      json.Member("file", result.inputs[statement.place.input].path);
      json.Member("line", int64_t{statement.line}).Member("column", int64_t{statement.column});
    }
    json.EndObject();
  }
  json.EndArray();
}

// The neutral form of a case, so that it can be put to other evaluators.
void WriteWitness(const ProofResult& result, const ProofWitness& witness, JsonWriter& json) {
  json.Key("realistic");
  witness.is_realistic ? json.Bool(*witness.is_realistic) : json.Null();
  json.Key("witness").BeginObject();
  if (!witness.principal.empty()) {
    json.Key("principal").BeginObject().Member("arn", witness.principal).EndObject();
  }
  WriteRequest(witness, json);
  json.EndObject();
  WriteStatements("allowed_by", result, witness.allowed_by, json);
  WriteStatements("denied_by", result, witness.denied_by, json);
}

void WriteQuestion(const ProofResult& result, const ProofQuestionRow& question, JsonWriter& json) {
  json.BeginObject().Member("answer", ProofAnswerName(question.answer));
  if (question.answer == ProofAnswer::kUnknown) json.Member("reason", question.reason);
  if (question.witness) {
    WriteWitness(result, *question.witness, json);
    json.Key("proved_for_the_catalog").Bool(question.is_proved_for_the_catalog);
  }
  json.Key("stats").BeginObject().Member("classes", question.counts.classes);
  json.Member("cases", question.counts.cases).Member("nodes", question.counts.nodes).EndObject();
  json.EndObject();
}

}  // namespace

void WriteRequest(const ProofWitness& witness, JsonWriter& json) {
  json.Key("request").BeginObject().Member("action", witness.action);
  json.Member("resource", witness.resource).Key("context").BeginObject();
  for (const ProofKey& carried : witness.context) {
    json.Key(carried.key);
    carried.is_list ? json.Strings(carried.values) : json.String(carried.values.front());
  }
  json.EndObject().EndObject();
}

std::string ProofsAsJson(const ProofResult& result, const RenderOptions& options) {
  std::string text;
  JsonWriter json(&text, 2);
  json.BeginObject().Member("schema", "iamsift.proofs/1").Member("tool", options.tool_version);
  json.Member("catalog", result.catalog_date);
  json.Member("check", result.check).Member("world", result.world).Key("answers").BeginArray();
  for (const ProofRow& row : result.rows) {
    json.BeginObject().Member("subject", row.subject);
    if (row.backward) json.Member("relation", AccessRelationName(row.relation));
    json.Key("forward");
    WriteQuestion(result, row.forward, json);
    if (row.backward) {
      json.Key("backward");
      WriteQuestion(result, *row.backward, json);
    }
    json.EndObject();
  }
  json.EndArray().EndObject();
  return text + "\n";
}

}  // namespace iamsift
