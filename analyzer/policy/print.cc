#include "analyzer/policy/print.h"

#include <algorithm>

#include "analyzer/base/json_writer.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

void WriteTexts(JsonWriter& writer, const std::vector<TextAt>& texts, bool is_scalar) {
  if (is_scalar && texts.size() == 1) {
    writer.String(texts.front().text);
    return;
  }
  writer.BeginArray();
  for (const TextAt& text : texts) writer.String(text.text);
  writer.EndArray();
}

void WriteList(JsonWriter& writer, std::string_view element, const ElementList& list) {
  if (!list.is_present) return;
  writer.Key(Concat({list.is_negated ? "Not" : "", element}));
  WriteTexts(writer, list.items, list.is_scalar);
}

std::string_view MapKeyOf(const PrincipalEntry& entry) {
  if (!entry.key_text.empty()) return entry.key_text;
  switch (entry.key) {
    case PrincipalMapKey::kService:
      return "Service";
    case PrincipalMapKey::kFederated:
      return "Federated";
    case PrincipalMapKey::kCanonicalUser:
      return "CanonicalUser";
    default:
      return "AWS";
  }
}

// The members of a map whose rows repeat its keys: each key once, with the rows that carry it, in
// order of its first row.
template <typename Row, typename KeyOf, typename Write>
void ForEachGroup(const std::vector<Row>& rows, KeyOf key_of, Write write) {
  for (auto first = rows.begin(); first != rows.end(); ++first) {
    const std::string_view key = key_of(*first);
    const auto has_key = [&](const Row& row) { return key_of(row) == key; };
    if (std::any_of(rows.begin(), first, has_key)) continue;
    std::vector<const Row*> group;
    for (auto row = first; row != rows.end(); ++row) {
      if (has_key(*row)) group.push_back(&*row);
    }
    write(key, group);
  }
}

void WriteEntries(JsonWriter& writer, const std::vector<const PrincipalEntry*>& entries) {
  if (entries.size() == 1 && entries.front()->index < 0) {
    writer.String(entries.front()->value.text);
    return;
  }
  writer.BeginArray();
  for (const PrincipalEntry* entry : entries) writer.String(entry->value.text);
  writer.EndArray();
}

void WritePrincipals(JsonWriter& writer, const PrincipalElement& principals) {
  if (!principals.is_present) return;
  writer.Key(principals.is_negated ? "NotPrincipal" : "Principal");
  const auto is_everyone = [](const PrincipalEntry& entry) {
    return entry.key == PrincipalMapKey::kEveryone;
  };
  if (std::any_of(principals.entries.begin(), principals.entries.end(), is_everyone)) {
    writer.String("*");
    return;
  }
  writer.BeginObject();
  ForEachGroup(principals.entries, MapKeyOf, [&](std::string_view key, const auto& entries) {
    writer.Key(key);
    WriteEntries(writer, entries);
  });
  writer.EndObject();
}

void WriteConditions(JsonWriter& writer, const std::vector<ConditionTest>& conditions) {
  if (conditions.empty()) return;
  writer.Key("Condition").BeginObject();
  const auto operator_of = [](const ConditionTest& test) { return test.operator_name.text; };
  ForEachGroup(conditions, operator_of, [&](std::string_view name, const auto& tests) {
    writer.Key(name).BeginObject();
    for (const ConditionTest* test : tests) {
      writer.Key(test->key.text);
      WriteTexts(writer, test->values, test->is_scalar);
    }
    writer.EndObject();
  });
  writer.EndObject();
}

void WriteStatement(JsonWriter& writer, const Statement& statement) {
  writer.BeginObject();
  if (statement.sid.has_value()) writer.Member("Sid", statement.sid->text);
  writer.Member("Effect", statement.effect == Effect::kAllow ? "Allow" : "Deny");
  WritePrincipals(writer, statement.principals);
  WriteList(writer, "Action", statement.actions);
  WriteList(writer, "Resource", statement.resources);
  WriteConditions(writer, statement.conditions);
  writer.EndObject();
}

void WriteStatements(JsonWriter& writer, const PolicyDocument& document) {
  writer.Key("Statement");
  if (document.statement_is_scalar && document.statements.size() == 1) {
    WriteStatement(writer, document.statements.front());
    return;
  }
  writer.BeginArray();
  for (const Statement& statement : document.statements) WriteStatement(writer, statement);
  writer.EndArray();
}

}  // namespace

std::string PrintPolicy(const PolicyDocument& document, int indent) {
  std::string out;
  JsonWriter writer(&out, indent);
  writer.BeginObject();
  if (document.version_text.has_value()) {
    writer.Member("Version", document.version_text->text);
  } else if (document.version == LanguageVersion::k2012) {
    writer.Member("Version", "2012-10-17");
  }
  if (document.id.has_value()) writer.Member("Id", document.id->text);
  WriteStatements(writer, document);
  writer.EndObject();
  return out;
}

std::string PrintStatement(const Statement& statement, int indent) {
  std::string out;
  JsonWriter writer(&out, indent);
  WriteStatement(writer, statement);
  return out;
}

}  // namespace iamsift
