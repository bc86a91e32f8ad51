#pragma once

// The search for a string that several languages hold and several others don't: what turns a
// question about all strings into a proof or an example.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analyzer/match/glob_language.h"

namespace iamsift {

using GlobUnion = std::vector<Glob>;

// A string, or one with letters that stand for policy variables: kLiteral and kVariable tokens.
using Word = std::vector<GlobToken>;

std::string TextOf(const Word& word);  // a variable as `${}`
Word WordOf(std::string_view text);

struct WordAnswer {
  enum class Kind : uint8_t { kFound, kNone, kGaveUp };
  Kind kind = Kind::kNone;
  Word word;  // kFound: a member of every `in` and of no `not_in`
};

// Exact without variables. With them a kNone holds for all their values, and a word is no more than
// a candidate: the variables of the first `in` that has any become letters of the word, `not_in`
// reads such a letter by the same variable or an unrestricted run only, other `in` read it as any
// text.
//
// states  how many states of the product may be looked at; lowered by those that were. kGaveUp when
//         none are left.
WordAnswer FindWord(std::span<const GlobUnion* const> in, std::span<const GlobUnion* const> not_in,
                    int64_t& states);

// How a word that may hold letters for variables meets a language: kNo and kYes are sure for all
// values of the variables.
enum class Membership : uint8_t { kNo, kOpen, kYes };
inline Membership operator!(Membership value) {
  return static_cast<Membership>(static_cast<int>(Membership::kYes) - static_cast<int>(value));
}
Membership MembershipOf(const Word& word, const GlobUnion& globs);

}  // namespace iamsift
