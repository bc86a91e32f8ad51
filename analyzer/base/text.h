#pragma once

// Small operations on text that the standard library lacks. Case is ASCII case throughout: IAM
// compares action names and condition keys so.

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace iamsift {

inline char AsciiLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
inline bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
inline bool IsAsciiUpper(char c) { return c >= 'A' && c <= 'Z'; }
inline bool IsAsciiLetter(char c) { return IsAsciiUpper(c) || (c >= 'a' && c <= 'z'); }
// A letter, a digit or an underscore.
inline bool IsAsciiWord(char c) { return IsAsciiLetter(c) || IsAsciiDigit(c) || c == '_'; }

std::string AsciiLower(std::string_view text);
bool EqualsIgnoreCase(std::string_view a, std::string_view b);
bool StartsWithIgnoreCase(std::string_view text, std::string_view prefix);
// Negative, zero or positive, by the lower-cased bytes.
int CompareIgnoreCase(std::string_view a, std::string_view b);

// `*`, `**`, …: in a pattern, anything at all. Not the empty text.
inline bool IsStarsOnly(std::string_view text) {
  return !text.empty() && text.find_first_not_of('*') == std::string_view::npos;
}

// `*` or `?` anywhere.
inline bool HasWildcard(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos;
}

// The UTF-8 character at `at`, which moves behind it. A byte that begins no character is one.
char32_t TakeLongCodePoint(std::string_view text, size_t& at);
inline char32_t TakeCodePoint(std::string_view text, size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  return byte < 0x80 ? text[at++] : TakeLongCodePoint(text, at);
}
void AppendCodePoint(std::string& text, char32_t character);

// One string from many views, allocated once.
std::string Concat(std::initializer_list<std::string_view> parts);

// Empty parts are kept: Split("a,,b", ',') has three, Split("", ',') has one.
std::vector<std::string_view> Split(std::string_view text, char separator);

// The parts between separators without the blanks around them; empty ones are left out.
std::vector<std::string_view> NonEmptyParts(std::string_view text, char separator);

template <typename Range>
std::string Join(const Range& parts, std::string_view separator) {
  std::string joined;
  bool first = true;
  for (const auto& part : parts) {
    if (!first) joined.append(separator);
    first = false;
    joined.append(std::string_view(part));
  }
  return joined;
}

// "1 action", "2 actions": `noun` in the singular, regular plural.
std::string Counted(size_t count, std::string_view noun);

// The number with a comma between thousands: 22,091.
std::string Thousands(size_t number);

}  // namespace iamsift
