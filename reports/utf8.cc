#include "reports/utf8.h"

#include <cstddef>

namespace iamsift {
namespace {

constexpr char kHex[] = "0123456789abcdef";

// Bytes of the sequence that `lead` opens; 0 when it opens none.
size_t SequenceLength(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

bool IsWellFormed(char32_t code_point, size_t length) {
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  return code_point >= kSmallest[length] && code_point <= 0x10FFFF && !is_surrogate;
}

bool IsBetween(char32_t code_point, char32_t first, char32_t last) {
  return code_point >= first && code_point <= last;
}

// Controls; soft hyphen; zero-width, direction and separator marks; the byte order mark; tags.
bool IsInvisible(char32_t c) {
  return c < 0x20 || IsBetween(c, 0x7F, 0x9F) || c == 0xAD || c == 0x61C ||
         IsBetween(c, 0x200B, 0x200F) || IsBetween(c, 0x2028, 0x202E) ||
         IsBetween(c, 0x2060, 0x206F) || c == 0xFEFF || IsBetween(c, 0xFFF9, 0xFFFB) ||
         IsBetween(c, 0xE0000, 0xE0FFF);
}

void AppendHex(std::string& out, uint32_t value, int digits) {
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += kHex[(value >> shift) & 15];
}

void AppendEscape(std::string& out, char32_t c) {
  if (c == '\n') {
    out += "\\n";
  } else if (c == '\t') {
    out += "\\t";
  } else if (c == '\r') {
    out += "\\r";
  } else if (c < 0x80) {
    out += "\\x";
    AppendHex(out, c, 2);
  } else {
    out += c < 0x10000 ? "\\u" : "\\U";
    AppendHex(out, c, c < 0x10000 ? 4 : 8);
  }
}

}  // namespace

char32_t TakeCodePoint(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const size_t length = SequenceLength(lead);
  char32_t code_point = length < 2 ? lead : lead & (0x7FU >> length);
  bool is_valid = length != 0 && length <= text.size();
  for (size_t i = 1; is_valid && i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    is_valid = (byte & 0xC0) == 0x80;
    code_point = code_point << 6 | (byte & 0x3F);
  }
  is_valid = is_valid && IsWellFormed(code_point, length);
  text.remove_prefix(is_valid ? length : 1);
  return is_valid ? code_point : kInvalidByte;
}

void AppendUtf8(std::string& out, char32_t code_point) {
  const auto byte = [&](char32_t bits) { out += static_cast<char>(bits); };
  if (code_point < 0x80) {
    byte(code_point);
  } else if (code_point < 0x800) {
    byte(0xC0 | code_point >> 6);
    byte(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    byte(0xE0 | code_point >> 12);
    byte(0x80 | (code_point >> 6 & 0x3F));
    byte(0x80 | (code_point & 0x3F));
  } else {
    byte(0xF0 | code_point >> 18);
    byte(0x80 | (code_point >> 12 & 0x3F));
    byte(0x80 | (code_point >> 6 & 0x3F));
    byte(0x80 | (code_point & 0x3F));
  }
}

std::string VisibleText(std::string_view text) {
  std::string visible;
  visible.reserve(text.size());
  while (!text.empty()) {
    const auto first = static_cast<unsigned char>(text[0]);
    const char32_t c = TakeCodePoint(text);
    if (c == kInvalidByte) {
      visible += "\\x";
      AppendHex(visible, first, 2);
    } else if (IsInvisible(c)) {
      AppendEscape(visible, c);
    } else {
      AppendUtf8(visible, c);
    }
  }
  return visible;
}

}  // namespace iamsift
