#pragma once

// Action patterns as languages, for questions about all names at once.

#include <string_view>

#include "analyzer/base/text.h"
#include "analyzer/match/glob_language.h"

namespace iamsift {

enum class LetterCase : bool { kKept, kIgnored };

inline Glob ActionGlob(std::string_view text, LetterCase letter_case) {
  Glob glob;
  glob.reserve(text.size());
  for (const char c : text) {
    if (c == '*') {
      glob.push_back({.kind = TokenKind::kRun});
    } else if (c == '?') {
      glob.push_back({.kind = TokenKind::kOne});
    } else {
      const char letter = letter_case == LetterCase::kKept ? c : AsciiLower(c);
      glob.push_back(
          {.kind = TokenKind::kLiteral, .character = static_cast<unsigned char>(letter)});
    }
  }
  return glob;
}

}  // namespace iamsift
