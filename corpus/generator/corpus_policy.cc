#include "corpus/generator/corpus_policy.h"

namespace iamsift {
namespace {

void WriteList(JsonWriter& json, const std::vector<std::string>& values, bool lone_is_scalar) {
  if (lone_is_scalar && values.size() == 1) {
    json.String(values[0]);
  } else {
    json.Strings(values);
  }
}

void WriteTests(JsonWriter& json, const CorpusPolicy& policy, const CorpusStatement& statement) {
  std::string_view open_operator;
  json.Key("Condition").BeginObject();
  for (const CorpusTest& test : statement.tests) {
    if (test.operator_name != open_operator) {
      if (!open_operator.empty()) json.EndObject();
      open_operator = test.operator_name;
      json.Key(open_operator).BeginObject();
    }
    json.Key(test.key);
    WriteList(json, test.values, policy.lone_values_are_scalars);
  }
  json.EndObject().EndObject();
}

void WriteStatement(JsonWriter& json, const CorpusPolicy& policy,
                    const CorpusStatement& statement) {
  const bool scalars = policy.lone_values_are_scalars;
  json.BeginObject();
  if (!statement.sid.empty()) json.Member("Sid", statement.sid);
  json.Member("Effect", statement.is_deny ? "Deny" : "Allow");
  if (!statement.principal_key.empty()) {
    json.Key("Principal").BeginObject().Key(statement.principal_key);
    WriteList(json, statement.principals, scalars);
    json.EndObject();
  }
  json.Key(statement.is_not_action ? "NotAction" : "Action");
  WriteList(json, statement.actions, scalars);
  if (!statement.resources.empty()) {
    json.Key(statement.is_not_resource ? "NotResource" : "Resource");
    WriteList(json, statement.resources, scalars);
  }
  if (!statement.tests.empty()) WriteTests(json, policy, statement);
  json.EndObject();
}

bool IsUnreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.' || c == '~';
}

}  // namespace

void WriteCorpusPolicy(JsonWriter& json, const CorpusPolicy& policy) {
  json.BeginObject();
  if (!policy.version.empty()) json.Member("Version", policy.version);
  json.Key("Statement").BeginArray();
  for (const CorpusStatement& statement : policy.statements)
    WriteStatement(json, policy, statement);
  json.EndArray().EndObject();
}

std::string CorpusPolicyText(const CorpusPolicy& policy) {
  std::string text;
  JsonWriter json(&text);
  WriteCorpusPolicy(json, policy);
  return text;
}

std::string PercentEncoded(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size() * 2);
  for (const char c : text) {
    if (IsUnreserved(c)) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kHex[byte >> 4];
    encoded += kHex[byte & 15];
  }
  return encoded;
}

}  // namespace iamsift
