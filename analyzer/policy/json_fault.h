#pragma once

// Where a text stops being JSON, and why. A plain, slow and strict reader, used for two things: to
// name the exact byte when the fast reader refuses a text, and to check the few strings that the
// fast reader doesn't check itself.
//
// Source: RFC 8259.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace iamsift {

// Objects and arrays within each other. A policy needs six; more is an attack on the stack.
inline constexpr int kMaxJsonDepth = 64;

struct JsonFault {
  size_t offset = 0;    // the first byte that cannot stand where it stands; the size at the end
  std::string problem;  // "a comma is missing before this name"
};

// nullopt: `json` is exactly one JSON value with nothing but white space around it.
std::optional<JsonFault> FindJsonFault(std::string_view json);

// How many bytes at the start of `text` form a JSON number; 0 if none do.
size_t JsonNumberLength(std::string_view text);

// How many bytes at the start of `text` form one character of UTF-8; 0 if they form none.
size_t Utf8CharacterLength(std::string_view text);

inline bool IsJsonBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace iamsift
