#include "analyzer/account/json_string.h"

#include <array>
#include <cstdint>
#include <optional>

namespace iamsift {
namespace {

constexpr std::array<int8_t, 256> MakeHexDigits() {
  std::array<int8_t, 256> digits = {};
  digits.fill(-1);
  for (int i = 0; i < 10; ++i) digits[static_cast<size_t>('0' + i)] = static_cast<int8_t>(i);
  for (int i = 10; i < 16; ++i) {
    digits[static_cast<size_t>('a' + i - 10)] = static_cast<int8_t>(i);
    digits[static_cast<size_t>('A' + i - 10)] = static_cast<int8_t>(i);
  }
  return digits;
}

// The value of a hexadecimal digit, -1 for any other byte.
constexpr std::array<int8_t, 256> kHexDigits = MakeHexDigits();

int HexDigit(char c) { return kHexDigits[static_cast<unsigned char>(c)]; }

std::optional<uint32_t> FourHexDigits(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  uint32_t unit = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = HexDigit(text[static_cast<size_t>(i)]);
    if (digit < 0) return std::nullopt;
    unit = unit * 16 + static_cast<uint32_t>(digit);
  }
  return unit;
}

// One escape or one plain byte: how much of the text it takes, and which bytes it stands for.
struct Unit {
  size_t raw_size = 1;
  size_t size = 1;
  char bytes[4] = {};
  bool is_valid = true;
};

void EncodeUtf8(uint32_t point, Unit& unit) {
  const auto put = [&unit](uint32_t byte) { unit.bytes[unit.size++] = static_cast<char>(byte); };
  unit.size = 0;
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | point >> 6);
    put(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    put(0xE0 | point >> 12);
    put(0x80 | (point >> 6 & 0x3F));
    put(0x80 | (point & 0x3F));
  } else {
    put(0xF0 | point >> 18);
    put(0x80 | (point >> 12 & 0x3F));
    put(0x80 | (point >> 6 & 0x3F));
    put(0x80 | (point & 0x3F));
  }
}

// text  starts behind `\u`.
Unit UnicodeEscape(std::string_view text) {
  constexpr uint32_t kReplacement = 0xFFFD;
  Unit unit;
  const std::optional<uint32_t> first = FourHexDigits(text);
  unit.is_valid = first.has_value();
  if (!unit.is_valid) return unit;
  unit.raw_size = 6;
  uint32_t point = *first;
  if (point >= 0xD800 && point < 0xE000) {
    const bool pair_follows = point < 0xDC00 && text.substr(4, 2) == "\\u";
    const std::optional<uint32_t> second =
        pair_follows ? FourHexDigits(text.substr(6)) : std::nullopt;
    const bool is_pair = second && *second >= 0xDC00 && *second < 0xE000;
    point = is_pair ? 0x10000 + ((point - 0xD800) << 10) + (*second - 0xDC00) : kReplacement;
    if (is_pair) unit.raw_size = 12;
  }
  EncodeUtf8(point, unit);
  return unit;
}

Unit NextJsonUnit(std::string_view text) {
  Unit unit;
  unit.bytes[0] = text[0];
  if (text[0] != '\\') return unit;
  constexpr std::string_view kLetters = "\"\\/bfnrtu";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  const size_t which = text.size() < 2 ? std::string_view::npos : kLetters.find(text[1]);
  if (which == std::string_view::npos) {
    unit.is_valid = false;
    return unit;
  }
  if (text[1] == 'u') return UnicodeEscape(text.substr(2));
  unit.raw_size = 2;
  unit.bytes[0] = kMeanings[which];
  return unit;
}

Unit NextPercentUnit(std::string_view text) {
  Unit unit;
  unit.bytes[0] = text[0];
  if (text[0] != '%' || text.size() < 3) return unit;
  const int high = HexDigit(text[1]);
  const int low = HexDigit(text[2]);
  if (high < 0 || low < 0) return unit;
  unit.raw_size = 3;
  unit.bytes[0] = static_cast<char>(high * 16 + low);
  return unit;
}

template <typename NextUnit>
size_t OffsetBefore(std::string_view text, size_t decoded, NextUnit next_unit) {
  size_t at = 0;
  size_t produced = 0;
  while (at < text.size()) {
    const Unit unit = next_unit(text.substr(at));
    if (!unit.is_valid || decoded < produced + unit.size) return at;
    produced += unit.size;
    at += unit.raw_size;
  }
  return text.size();
}

// Appends runs of plain bytes whole, and everything that `mark` starts unit by unit.
template <typename NextUnit>
bool AppendDecoded(std::string_view text, char mark, NextUnit next_unit, std::string& out) {
  while (!text.empty()) {
    const size_t plain = text.find(mark);
    out.append(text.substr(0, plain));
    if (plain == std::string_view::npos) return true;
    const Unit unit = next_unit(text.substr(plain));
    if (!unit.is_valid) return false;
    out.append(unit.bytes, unit.size);
    text.remove_prefix(plain + unit.raw_size);
  }
  return true;
}

}  // namespace

bool AppendUnescaped(std::string_view raw, std::string& out) {
  return AppendDecoded(raw, '\\', NextJsonUnit, out);
}

// A third of an encoded document is escapes, so there are no runs worth appending whole: the bytes
// are written one by one into room made beforehand.
void AppendPercentDecoded(std::string_view text, std::string& out) {
  const size_t before = out.size();
  out.resize(before + text.size());
  char* write = out.data() + before;
  for (size_t at = 0; at < text.size();) {
    const bool is_escape = text[at] == '%' && at + 2 < text.size();
    const int high = is_escape ? kHexDigits[static_cast<unsigned char>(text[at + 1])] : -1;
    const int low = is_escape ? kHexDigits[static_cast<unsigned char>(text[at + 2])] : -1;
    const bool is_valid = (high | low) >= 0;
    *write++ = is_valid ? static_cast<char>(high << 4 | low) : text[at];
    at += is_valid ? 3 : 1;
  }
  out.resize(static_cast<size_t>(write - out.data()));
}

size_t OffsetBeforeUnescaping(std::string_view raw, size_t decoded) {
  return OffsetBefore(raw, decoded, NextJsonUnit);
}

size_t OffsetBeforePercentDecoding(std::string_view text, size_t decoded) {
  return OffsetBefore(text, decoded, NextPercentUnit);
}

}  // namespace iamsift
