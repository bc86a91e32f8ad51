#pragma once

// Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and the escapes `${*}`,
// `${?}`, `${$}` for the plain characters. In 2008 documents all of them are plain text.
//
// Source: IAM User Guide, "IAM policy elements: Variables and tags".

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/policy/document.h"

namespace iamsift {

struct PolicyVariable {
  std::string_view key;  // as written, without case
  std::optional<std::string_view> default_text;
  friend bool operator==(const PolicyVariable& a, const PolicyVariable& b);
};

// A variable or an escape at the beginning of a text.
struct VariableAtStart {
  size_t length = 0;                       // of its text, braces included
  char escaped = 0;                        // `*`, `?`, `$`: an escape
  std::optional<PolicyVariable> variable;  // otherwise
};

// nullopt: `text` begins with neither. A brace that is never closed, and empty braces, are text.
std::optional<VariableAtStart> ReadVariable(std::string_view text);

// Numbers for the kVariable tokens of one question: equal just for equal variables.
class VariableNumbers {
 public:
  uint16_t Of(const PolicyVariable& variable);

 private:
  std::vector<PolicyVariable> known_;
};

// Whether the text holds a variable (escapes are none) in a document of this version.
bool HasVariable(std::string_view text, LanguageVersion version);

}  // namespace iamsift
