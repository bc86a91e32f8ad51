#pragma once

// Whether an action or a resource is one that a statement names. A pattern is a row of symbols, so
// that a star which a policy wrote and one that a variable brought along are never mixed up.
//
// Source: IAM User Guide, "IAM JSON policy elements: Action, NotAction, Resource, NotResource,
// Variables and tags".

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/reference/cases.h"
#include "tests/reference/documents.h"

namespace iamsift::reference {

struct Symbol {
  enum class Kind {
    kWritten,      // this character
    kSubstituted,  // this character, which a variable brought
    kAnyOne,       // `?`
    kAnyRun,       // `*`
  };
  Kind kind = Kind::kWritten;
  char32_t character = 0;
};
using Pattern = std::vector<Symbol>;

// Where the variables of a pattern come from. Documents before 2012 have none.
struct Variables {
  bool are_known = false;
  const Context& context;
};

// None when a variable is unset and has no default.
std::optional<Pattern> ParsePattern(std::string_view text, const Variables& variables);

// Both wildcards take every character.
bool GlobMatches(const Pattern& pattern, std::string_view text);

// The six parts one by one: no wildcard leaves its part. Stars only match every text.
bool ArnMatchesByParts(const Pattern& pattern, std::string_view text);

bool ActionMatches(std::string_view pattern, std::string_view action);

// One entry of Resource or NotResource. The pattern must not be one with an unset variable.
bool ResourceMatches(const Pattern& pattern, const Request& request);

// The Action or NotAction, and the Resource or NotResource, of a statement.
bool ActionApplies(const Statement& statement, const Request& request);
bool ResourceApplies(const Statement& statement, bool has_variables, const Request& request);

}  // namespace iamsift::reference
