#pragma once

// Glob patterns as formal languages, so that questions about all strings at once have exact
// answers: is every string of one matched by another, do two have a string in common. Decided by
// automata on the patterns, never by trying strings.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iamsift {

enum class TokenKind : uint8_t {
  kLiteral,    // exactly `character`
  kLetter,     // the ASCII letter `character`, a small one, in either case
  kOne,        // `?`: any one character
  kOneInPart,  // `?` inside an ARN's first five parts: any one character but `:`
  kRun,        // `*`: any run, also the empty one
  kRunInPart,  // `*` that must stay inside its ARN part: any run without `:`
  kVariable,   // a policy variable: one unknown string without wildcards
};

// An account has millions of them: eight bytes each.
struct GlobToken {
  TokenKind kind = TokenKind::kLiteral;
  uint16_t variable = 0;   // kVariable: equal numbers are equal variables
  char32_t character = 0;  // kLiteral, kLetter: a whole character, as `?` takes whole ones
  friend bool operator==(const GlobToken&, const GlobToken&) = default;
};

// One reading of a pattern. A language is the union of its readings.
using Glob = std::vector<GlobToken>;

// States that one containment may explore before it gives up; far above what policies need.
inline constexpr int64_t kStateBudget = 50'000;

// Every string of `inner` is in the union of `outer`. Exact without variables; with them sound (a
// yes holds for all values of the variables). `budget` bounds the states explored; when it is
// spent the answer is no.
bool Contains(const std::vector<Glob>& outer, const std::vector<Glob>& inner,
              int64_t budget = kStateBudget);

// Some string is in both. Exact without variables; a variable may take any value, so a no is sure.
bool Intersects(const std::vector<Glob>& a, const std::vector<Glob>& b);

// Whether `text` is in the language. A variable matches nothing: its value is not known here.
bool Matches(const Glob& glob, std::string_view text);

}  // namespace iamsift
