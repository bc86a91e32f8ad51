#pragma once

// A pattern of a policy as a row of tokens, policy variables among them, and what "this string
// matches it" is in SMT-LIB. Without variables that is membership in a regular expression. With
// variables no regular expression can say it; then the pattern is cut at its stars and each piece
// is looked for by string functions. That is exact for stars that take every character; there is
// no saying it for stars that stop at colons, nor for `?` between two stars.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iamsift::solver {

struct Token {
  enum class Kind {
    kWritten,   // this character of the policy
    kLiteral,   // this character, which a variable brought
    kAnyOne,    // `?`
    kAnyRun,    // `*`
    kVariable,  // ${key}, whose value is not known
  };
  Kind kind = Kind::kWritten;
  char32_t character = 0;
  bool takes_colons = true;              // kAnyOne, kAnyRun
  std::string key;                       // kVariable: in lower case
  std::optional<std::string> otherwise;  // kVariable: its default
  std::string term;                      // kVariable: its value, once it is resolved
};
using Tokens = std::vector<Token>;

// `has_variables` is false in documents before 2012, where ${...} is plain text.
Tokens Tokenize(std::string_view text, bool has_variables);

bool IsWrittenColon(const Token& token);
bool HasVariable(const Tokens& tokens);
int WrittenColons(const Tokens& tokens);

// Whether nothing but stars is left where the variables are empty: the terms that must be empty,
// or none when there is no star or something else.
std::optional<std::vector<std::string>> StarsOnly(const Tokens& tokens);

// At the first `most` written colons.
std::vector<Tokens> SplitAtColons(const Tokens& tokens, int most);

// The string term matches the tokens. None when SMT-LIB cannot say it.
std::optional<std::string> Matches(const std::string& term, const Tokens& tokens);

// A string of the tokens' language as a term; wildcards stand for themselves.
std::string PlainTerm(const Tokens& tokens);

// The same without case, wildcards for themselves. The standard cannot fold the case of a variable;
// cvc5 can.
std::optional<std::string> MatchesWithoutCase(const std::string& term, const Tokens& tokens,
                                              bool can_fold_case);

}  // namespace iamsift::solver
