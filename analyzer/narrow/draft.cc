#include "analyzer/narrow/draft.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/json_writer.h"
#include "analyzer/base/text.h"
#include "analyzer/match/unlisted_actions.h"

namespace iamsift {
namespace {

std::vector<std::string> TextsOf(const std::vector<TextAt>& items) {
  std::vector<std::string> texts;
  for (const TextAt& item : items) texts.emplace_back(item.text);
  return texts;
}

// A single value stands bare, as most authors write it.
void WriteList(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  json.Key(key);
  if (texts.size() == 1) {
    json.String(texts.front());
  } else {
    json.Strings(texts);
  }
}

void WriteConditions(JsonWriter& json, const std::vector<DraftTest>& tests) {
  json.Key("Condition").BeginObject();
  for (size_t i = 0; i < tests.size();) {
    const std::string& operator_name = tests[i].operator_name;
    json.Key(operator_name).BeginObject();
    for (; i < tests.size() && tests[i].operator_name == operator_name; ++i) {
      WriteList(json, tests[i].key, tests[i].values);
    }
    json.EndObject();
  }
  json.EndObject();
}

// Entries of one kind stand together, in the order of the first of each.
void WritePrincipals(JsonWriter& json, const DraftStatement& statement) {
  json.Key(statement.not_principal ? "NotPrincipal" : "Principal");
  if (statement.principals.front().key.empty()) {
    json.String(statement.principals.front().value);
    return;
  }
  std::vector<std::pair<std::string_view, std::vector<std::string>>> by_key;
  for (const DraftPrincipal& principal : statement.principals) {
    auto group = std::find_if(by_key.begin(), by_key.end(),
                              [&](const auto& entry) { return entry.first == principal.key; });
    if (group == by_key.end()) group = by_key.insert(group, {principal.key, {}});
    group->second.push_back(principal.value);
  }
  json.BeginObject();
  for (const auto& [key, values] : by_key) WriteList(json, key, values);
  json.EndObject();
}

void WriteStatement(JsonWriter& json, const DraftStatement& statement) {
  json.BeginObject();
  if (!statement.sid.empty()) json.Member("Sid", statement.sid);
  json.Member("Effect", statement.effect == Effect::kAllow ? "Allow" : "Deny");
  if (!statement.principals.empty()) WritePrincipals(json, statement);
  WriteList(json, statement.not_action ? "NotAction" : "Action", statement.actions);
  if (!statement.resources.empty()) {
    WriteList(json, statement.not_resource ? "NotResource" : "Resource", statement.resources);
  }
  if (!statement.conditions.empty()) WriteConditions(json, statement.conditions);
  json.EndObject();
}

size_t CountedCharacters(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return c != ' ' && c != '\t' && c != '\n' && c != '\r';
  }));
}

}  // namespace

std::string VersionOf(const PolicyDocument& document) {
  return document.version == LanguageVersion::k2012 ? "2012-10-17" : "2008-10-17";
}

DraftStatement CopyStatement(const Statement& statement) {
  DraftStatement draft{.sid = statement.sid ? std::string(statement.sid->text) : "",
                       .effect = statement.effect,
                       .not_action = statement.actions.is_negated,
                       .actions = TextsOf(statement.actions.items),
                       .not_resource = statement.resources.is_negated,
                       .resources = TextsOf(statement.resources.items),
                       .not_principal = statement.principals.is_negated,
                       .principals = {},
                       .conditions = {}};
  for (const PrincipalEntry& entry : statement.principals.entries) {
    draft.principals.push_back(
        {.key = std::string(entry.key_text), .value = std::string(entry.value.text)});
  }
  for (const ConditionTest& test : statement.conditions) {
    draft.conditions.push_back({.operator_name = std::string(test.operator_name.text),
                                .key = std::string(test.key.text),
                                .values = TextsOf(test.values)});
  }
  return draft;
}

bool CoversAsWritten(std::string_view wide, std::string_view narrow) {
  return wide.find('?') == std::string_view::npos && GlobMatchesIgnoreCase(wide, narrow);
}

bool AddCondition(DraftStatement& statement, std::string_view operator_name, std::string_view key,
                  std::vector<std::string> values) {
  auto& tests = statement.conditions;
  const auto of_operator = [&](const DraftTest& test) {
    return test.operator_name == operator_name;
  };
  const bool is_tested = std::any_of(tests.begin(), tests.end(), [&](const DraftTest& test) {
    return of_operator(test) && EqualsIgnoreCase(test.key, key);
  });
  if (is_tested) return false;
  const auto last = std::find_if(tests.rbegin(), tests.rend(), of_operator);
  const auto place = last == tests.rend() ? tests.end() : last.base();
  tests.insert(place, {std::string(operator_name), std::string(key), std::move(values)});
  return true;
}

std::string PrintDraft(const DraftPolicy& policy, int indent) {
  std::string text;
  JsonWriter json(&text, indent);
  json.BeginObject().Member("Version", policy.version).Key("Statement").BeginArray();
  for (const DraftStatement& statement : policy.statements) WriteStatement(json, statement);
  json.EndArray().EndObject();
  return text;
}

size_t SizeOf(const DraftPolicy& policy) { return CountedCharacters(PrintDraft(policy, 0)); }

size_t SizeOf(const DraftStatement& statement) {
  std::string text;
  JsonWriter json(&text);
  WriteStatement(json, statement);
  return CountedCharacters(text);
}

}  // namespace iamsift
