#pragma once

// Code points of text that may be anything: names in an export come from other people.

#include <string>
#include <string_view>

namespace iamsift {

inline constexpr char32_t kInvalidByte = 0xFFFFFFFF;

// Takes the next code point off the front of `text`, which isn't empty. A byte that is no part of
// well-formed UTF-8 is taken alone and answered with kInvalidByte.
char32_t TakeCodePoint(std::string_view& text);

void AppendUtf8(std::string& out, char32_t code_point);

// `text` with whatever a reader wouldn't see as it is (control characters, bidirectional marks,
// zero-width characters, bytes that aren't UTF-8) as \n, \t, \xNN or \uNNNN.
std::string VisibleText(std::string_view text);

}  // namespace iamsift
