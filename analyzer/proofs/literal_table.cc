#include "analyzer/proofs/literal_table.h"

#include <map>

namespace iamsift {
LiteralTable::LiteralTable(const Catalog& catalog) : catalog_(catalog) {
  for (const auto kind : {ProofVariable::Kind::kAction, ProofVariable::Kind::kResource,
                          ProofVariable::Kind::kPrincipal}) {
    variables_.push_back({.kind = kind, .name = {}});
  }
  languages_.push_back(
      {{.globs = {{{.kind = TokenKind::kRun}}}, .pieces = {}, .is_everything = true}, nullptr});
}

bool LiteralTable::IsList(std::string_view lower_key) const {
  const std::optional<ConditionKeyId> known = catalog_.FindConditionKey(lower_key);
  return known && catalog_.IsMultivalued(*known);
}

// Keys that the catalog doesn't know may carry several values: the reading under which less is
// ruled out.
VariableId LiteralTable::KeyVariable(const std::string& key, Domain domain) {
  VariableId& variable = key_variables_[key][static_cast<size_t>(domain)];
  if (variable != 0) return variable;  // 0 is the action
  variable = static_cast<VariableId>(variables_.size());
  const std::optional<ConditionKeyId> known = catalog_.FindConditionKey(key);
  variables_.push_back({.kind = ProofVariable::Kind::kKey,
                        .domain = domain,
                        .is_multivalued = !known || catalog_.IsMultivalued(*known),
                        .is_boolean = known && catalog_.ConditionKeyType(*known) == KeyType::kBool,
                        .name = key});
  return variable;
}

std::optional<VariableId> LiteralTable::FindKey(std::string_view key) const {
  const auto found = key_variables_.find(std::string(key));
  if (found == key_variables_.end()) return std::nullopt;
  const VariableId variable = found->second[static_cast<size_t>(Domain::kText)];
  if (variable == 0) return std::nullopt;
  return variable;
}

Literal LiteralTable::Opaque(std::string_view why) {
  const auto [entry, is_new] =
      opaque_.try_emplace(std::string(why), static_cast<VariableId>(variables_.size()));
  if (is_new) variables_.push_back({.kind = ProofVariable::Kind::kOpaque, .name = entry->first});
  return Is(entry->second, AtomKind::kFree, kEverything);
}

AtomId LiteralTable::Atom(VariableId variable, AtomKind kind, LanguageId language) {
  const uint64_t code =
      (uint64_t{variable} << 40) | (uint64_t{language} << 8) | static_cast<uint64_t>(kind);
  const auto [entry, is_new] = atom_ids_.try_emplace(code, static_cast<AtomId>(atoms_.size()));
  if (is_new) atoms_.push_back({variable, kind, language});
  return entry->second;
}

std::vector<std::string_view> LiteralTable::LanguageTexts() const {
  std::vector<std::string_view> texts(languages_.size());
  for (const auto& [text, id] : language_ids_) texts[id] = text;
  return texts;
}

uint16_t LiteralTable::LetterOf(std::string_view name_and_default) {
  return letters_.try_emplace(std::string(name_and_default), static_cast<uint16_t>(letters_.size()))
      .first->second;
}

std::vector<std::vector<VariableId>> LiteralTable::LinkedVariables() const {
  std::map<std::string_view, std::vector<VariableId>> by_key;
  for (VariableId id = 0; id < variables_.size(); ++id) {
    if (variables_[id].kind == ProofVariable::Kind::kKey) by_key[variables_[id].name].push_back(id);
  }
  std::vector<std::vector<VariableId>> linked;
  for (auto& [key, ids] : by_key) {
    if (ids.size() > 1) linked.push_back(std::move(ids));
  }
  return linked;
}

}  // namespace iamsift
