#include "analyzer/match/value_template.h"

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

GlobToken Literal(char32_t c) { return {.kind = TokenKind::kLiteral, .character = c}; }

GlobToken TokenOf(char32_t c, bool wildcards) {
  if (wildcards && c == '*') return {.kind = TokenKind::kRun};
  if (wildcards && c == '?') return {.kind = TokenKind::kOne};
  return Literal(c);
}

VariableName NameOf(const PolicyVariable& variable) {
  VariableName name{.key = AsciiLower(variable.key), .default_text = std::nullopt};
  if (variable.default_text) name.default_text = std::string(*variable.default_text);
  return name;
}

// Every variable becomes a run: what the template can become at most.
Glob WithUnknownsAsRuns(const Glob& tokens) {
  Glob runs = tokens;
  for (GlobToken& token : runs) {
    if (token.kind == TokenKind::kVariable) token = {.kind = TokenKind::kRun};
  }
  return runs;
}

bool HoldsUnknown(const Glob& tokens) {
  for (const GlobToken& token : tokens) {
    if (token.kind == TokenKind::kVariable) return true;
  }
  return false;
}

}  // namespace

std::vector<VariableName> NamesOf(const std::vector<PolicyVariable>& variables) {
  std::vector<VariableName> names;
  names.reserve(variables.size());
  for (const PolicyVariable& variable : variables) names.push_back(NameOf(variable));
  return names;
}

ValueTemplate CompileTemplate(std::string_view text, bool wildcards, bool variables) {
  ValueTemplate out;
  out.tokens.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const std::optional<VariableAtStart> found =
        variables && text[at] == '$' ? ReadVariable(text.substr(at)) : std::nullopt;
    if (!found) {
      out.tokens.push_back(TokenOf(TakeCodePoint(text, at), wildcards));
      continue;
    }
    at += found->length;
    if (found->variable) {
      out.tokens.push_back({.kind = TokenKind::kVariable});
      out.variables.push_back(NameOf(*found->variable));
    } else {
      out.tokens.push_back(Literal(static_cast<char32_t>(found->escaped)));
    }
  }
  return out;
}

VariableValue ValueOf(const VariableName& variable, const RequestKeys& keys) {
  const KeyState state = keys.Find(variable.key);
  switch (state.knowledge) {
    case KeyState::Knowledge::kKnown:
      if (!state.is_list) return {VariableValue::Kind::kText, state.values[0]};
      break;
    case KeyState::Knowledge::kAbsent:
      break;
    default:
      return {.kind = VariableValue::Kind::kUnknown, .text = {}};
  }
  if (variable.default_text) return {VariableValue::Kind::kText, *variable.default_text};
  return {};
}

FilledTemplate Fill(const Glob& tokens, const std::vector<VariableName>& variables,
                    const RequestKeys& keys) {
  FilledTemplate filled;
  filled.tokens.reserve(tokens.size());
  uint16_t next = 0;
  for (const GlobToken& token : tokens) {
    if (token.kind != TokenKind::kVariable) {
      filled.tokens.push_back(token);
      continue;
    }
    const uint16_t number = next++;
    const VariableValue value = ValueOf(variables[number], keys);
    if (value.kind == VariableValue::Kind::kUnset) return {.is_set = Truth::kFalse, .tokens = {}};
    if (value.kind == VariableValue::Kind::kUnknown) {
      filled.is_set = Truth::kUnknown;
      filled.tokens.push_back({.kind = TokenKind::kVariable, .variable = number});
      continue;
    }
    for (size_t at = 0; at < value.text.size();) {
      filled.tokens.push_back(Literal(TakeCodePoint(value.text, at)));
    }
  }
  return filled;
}

Truth Matches(const FilledTemplate& filled, std::string_view text) {
  if (filled.is_set == Truth::kFalse) return Truth::kFalse;
  if (!HoldsUnknown(filled.tokens)) return TruthOf(Matches(filled.tokens, text));
  return Matches(WithUnknownsAsRuns(filled.tokens), text) ? Truth::kUnknown : Truth::kFalse;
}

}  // namespace iamsift
