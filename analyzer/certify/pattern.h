#pragma once

// Patterns as nondeterministic automata, and the search for a text by textbook subset construction:
// every set of positions that some text can lead to is looked at, nothing is cut short.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iamsift::certify {

struct Token {
  enum class Kind : uint8_t {
    kCharacter,
    kEitherCase,  // an ASCII letter, given as the small one
    kOne,         // any character
    kOneInPart,   // any character but a colon
    kRun,         // any characters, or none
    kRunInPart,   // the same without colons
    kVariable,    // a policy variable
  };
  Kind kind = Kind::kCharacter;
  char32_t character = 0;
  // Of kVariable. Equal names stand for equal texts.
  std::string name, key;
  std::optional<std::string> otherwise;  // the default
};
using Pattern = std::vector<Token>;
using Patterns = std::vector<Pattern>;

// `*` and `?` are wildcards; `${…}` is a variable, or an escape. Otherwise they are plain.
Pattern Tokenize(std::string_view text, bool has_wildcards, bool has_variables);

// How a variable is read is up to its key: a key that carries lists has no value, and then its
// default takes its place. nullopt: the pattern matches nothing, since a variable has no value.
// use  is added to names: variables that are compared in another manner are others.
using IsList = std::function<bool(std::string_view key)>;
std::optional<Pattern> Settled(const Pattern& pattern, std::string_view use, const IsList& is_list);

// Wildcards before the `colons`th colon stay between colons; with `runs_on` but for a star that
// ends its part.
void KeepInParts(Pattern& pattern, size_t colons, bool runs_on);

bool Accepts(const Patterns& patterns, std::string_view text);

struct Member {
  enum class Kind : uint8_t { kFound, kNone, kTooMany };
  Kind kind = Kind::kNone;
  Pattern text;  // kFound
};

// A text in all of `inside` and in none of `outside`. Policy variables: kNone holds for all their
// values (PROOFS 4.4). The variables of one of `inside` are letters of the text, which `outside`
// reads by the same variable or an unrestricted star, and the others of `inside` as any text.
Member FindMember(std::span<const Patterns* const> inside,
                  std::span<const Patterns* const> outside);

}  // namespace iamsift::certify
