#pragma once

// A text of a policy with its wildcards, escapes and variables read, ready to be filled in with the
// keys of a request.
//
// Source: IAM User Guide, "IAM policy elements: Variables and tags".

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/match/glob_language.h"
#include "analyzer/match/key_state.h"
#include "analyzer/match/policy_variable.h"

namespace iamsift {

struct VariableName {
  std::string key;  // lower case
  std::optional<std::string> default_text;
};

std::vector<VariableName> NamesOf(const std::vector<PolicyVariable>& variables);

struct ValueTemplate {
  Glob tokens;                          // kVariable tokens stand for `variables` in order
  std::vector<VariableName> variables;  // empty: the tokens are the text
};

// wildcards  `*` and `?` are wildcards; otherwise they are plain characters.
// variables  `${…}` is a variable or an escape; otherwise it is plain text.
ValueTemplate CompileTemplate(std::string_view text, bool wildcards, bool variables);

// The value of one variable. A key of several values has no single one, and counts as unset.
struct VariableValue {
  enum class Kind : uint8_t { kText, kUnset, kUnknown };
  Kind kind = Kind::kUnset;
  std::string_view text;
};
VariableValue ValueOf(const VariableName& variable, const RequestKeys& keys);

// Tokens with each variable replaced by its value, whose characters are all literal: a `*` inside
// a value is no wildcard. What is not known stays a kVariable token, numbered by its place.
struct FilledTemplate {
  Truth is_set = Truth::kTrue;  // kFalse: some variable has no value and no default
  Glob tokens;
};
FilledTemplate Fill(const Glob& tokens, const std::vector<VariableName>& variables,
                    const RequestKeys& keys);

// Whether the filled template matches `text`: unknown where a variable is.
Truth Matches(const FilledTemplate& filled, std::string_view text);

}  // namespace iamsift
