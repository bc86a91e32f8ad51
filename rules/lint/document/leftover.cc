#include "rules/lint/document/leftover.h"

#include <algorithm>

#include "analyzer/base/text.h"
#include "analyzer/match/template_residue.h"

namespace iamsift {
namespace {

std::string_view Between(std::string_view text, size_t begin, size_t end) {
  return text.substr(begin, end - begin);
}

// The run of capitals, digits and underscores around [at, at + length).
std::string_view CapitalsAround(std::string_view text, size_t at, size_t length) {
  const auto is_part = [](char c) { return IsAsciiUpper(c) || IsAsciiDigit(c) || c == '_'; };
  size_t begin = at, end = at + length;
  while (begin > 0 && is_part(text[begin - 1])) --begin;
  while (end < text.size() && is_part(text[end])) ++end;
  return Between(text, begin, end);
}

std::string_view FindInstruction(std::string_view text) {
  for (const std::string_view word : {"REPLACE", "YOUR_", "YOUR-", "ACCOUNT_ID"}) {
    const size_t at = text.find(word);
    if (at == std::string_view::npos) continue;
    const std::string_view around = CapitalsAround(text, at, word.size());
    // REPLACEMENTS and the like are words of their own.
    const std::string_view rest = around.substr(text.data() + at + word.size() - around.data());
    const bool is_whole = rest.empty() || !IsAsciiUpper(rest.front()) || rest == "ME";
    if (word != "REPLACE" || is_whole) return around;
  }
  return {};
}

// <account-id>: letters, digits, blanks, dashes and underscores, a letter first.
std::string_view FindAngled(std::string_view text) {
  for (size_t open = text.find('<'); open != std::string_view::npos;
       open = text.find('<', open + 1)) {
    size_t at = open + 1;
    const auto is_part = [](char c) { return IsAsciiWord(c) || c == '-' || c == ' '; };
    while (at < text.size() && is_part(text[at])) ++at;
    const bool is_closed = at < text.size() && text[at] == '>';
    if (is_closed && at > open + 1 && IsAsciiLetter(text[open + 1]))
      return Between(text, open, at + 1);
  }
  return {};
}

// Eight x in a row, or four that fill the part of an identifier: sg-xxxx.
std::string_view FindRunOfX(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char x = text[at];
    size_t end = at + 1;
    if (x == 'x' || x == 'X') {
      while (end < text.size() && text[end] == x) ++end;
      const bool is_whole = (at == 0 || !IsAsciiWord(text[at - 1])) &&
                            (end == text.size() || !IsAsciiWord(text[end]));
      if (end - at >= 8 || (end - at >= 4 && is_whole)) return Between(text, at, end);
    }
    at = end;
  }
  return {};
}

// Behind what opens at `at`, so that nothing inside of a variable is looked at.
size_t NextPlace(std::string_view text, size_t at) {
  if (!text.substr(at).starts_with("${")) return at + 1;
  const size_t close = text.find('}', at);
  return close == std::string_view::npos ? text.size() : close + 1;
}

}  // namespace

std::string_view FindPlaceholder(std::string_view text) {
  if (!FindTemplateResidue(text).empty()) return {};
  // Between one policy variable and the next.
  for (size_t begin = 0; begin < text.size();) {
    const size_t variable = std::min(text.find("${", begin), text.size());
    const std::string_view plain = Between(text, begin, variable);
    for (const auto find : {&FindInstruction, &FindAngled, &FindRunOfX}) {
      const std::string_view found = find(plain);
      if (!found.empty()) return found;
    }
    begin = variable == text.size() ? variable : NextPlace(text, variable);
  }
  return {};
}

}  // namespace iamsift
