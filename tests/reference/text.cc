#include "tests/reference/text.h"

#include <algorithm>

namespace iamsift::reference {

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool SameWithoutCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && Lower(a) == Lower(b);
}

std::vector<std::string> SplitAt(std::string_view text, char separator, int most) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator && most != 0) {
      parts.emplace_back();
      --most;
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::u32string Characters(std::string_view text) {
  std::u32string characters;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) {
      if (!characters.empty()) characters.back() = characters.back() << 6U | (byte & 0x3FU);
    } else if (byte < 0x80U) {
      characters += byte;
    } else {
      characters += byte & (byte < 0xE0U ? 0x1FU : byte < 0xF0U ? 0x0FU : 0x07U);
    }
  }
  return characters;
}

bool IsStarsOnly(std::string_view text) {
  return !text.empty() && text.find_first_not_of('*') == std::string_view::npos;
}

bool IsDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsAccountId(std::string_view text) { return text.size() == 12 && IsDigits(text); }

}  // namespace iamsift::reference
