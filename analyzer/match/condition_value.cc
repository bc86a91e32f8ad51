#include "analyzer/match/condition_value.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

bool IsDigits(std::string_view text) { return std::all_of(text.begin(), text.end(), IsAsciiDigit); }

// Magnitudes: whole parts without leading zeros, fractions without trailing ones.
std::strong_ordering CompareMagnitudes(const Decimal& a, const Decimal& b) {
  if (a.whole.size() != b.whole.size()) return a.whole.size() <=> b.whole.size();
  const int whole = a.whole.compare(b.whole);
  if (whole != 0) return whole <=> 0;
  return a.fraction.compare(b.fraction) <=> 0;
}

uint64_t BigEndian(const unsigned char* bytes, size_t count) {
  uint64_t value = 0;
  for (size_t i = 0; i < count; ++i) value = value << 8 | bytes[i];
  return value;
}

struct ParsedAddress {
  bool is_ipv6 = false;
  Address address;
};

std::optional<ParsedAddress> ParseAddress(std::string_view text) {
  std::array<char, INET6_ADDRSTRLEN + 1> terminated{};
  if (text.empty() || text.size() >= terminated.size()) return std::nullopt;
  std::copy(text.begin(), text.end(), terminated.begin());
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET, terminated.data(), bytes.data()) == 1) {
    return ParsedAddress{false, {0, BigEndian(bytes.data(), 4)}};
  }
  if (inet_pton(AF_INET6, terminated.data(), bytes.data()) == 1) {
    return ParsedAddress{true, {BigEndian(bytes.data(), 8), BigEndian(bytes.data() + 8, 8)}};
  }
  return std::nullopt;
}

// The low `bits` of a 64-bit word.
uint64_t LowBits(int bits) {
  if (bits <= 0) return 0;
  return bits >= 64 ? ~uint64_t{0} : (uint64_t{1} << bits) - 1;
}

AddressBlock BlockOf(const ParsedAddress& parsed, int free_bits) {
  const uint64_t low = LowBits(free_bits), high = LowBits(free_bits - 64);
  const Address& address = parsed.address;
  return {parsed.is_ipv6,
          {address.high & ~high, address.low & ~low},
          {address.high | high, address.low | low}};
}

Address Next(Address address) {
  ++address.low;
  if (address.low == 0) ++address.high;
  return address;
}

bool IsBefore(const AddressBlock& a, const AddressBlock& b) {
  return a.is_ipv6 != b.is_ipv6 ? b.is_ipv6 : a.first < b.first;
}

bool Covers(const std::vector<AddressBlock>& sorted, const AddressBlock& inner) {
  Address needed = inner.first;
  for (const AddressBlock& block : sorted) {
    if (block.is_ipv6 != inner.is_ipv6 || block.last < needed) continue;
    if (needed < block.first) return false;
    if (inner.last <= block.last) return true;
    needed = Next(block.last);
  }
  return false;
}

}  // namespace

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.is_negative != b.is_negative) return b.is_negative <=> a.is_negative;
  return a.is_negative ? CompareMagnitudes(b, a) : CompareMagnitudes(a, b);
}

std::optional<Decimal> ParseDecimal(std::string_view text) {
  Decimal number;
  if (text.starts_with('-') || text.starts_with('+')) {
    number.is_negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  std::string_view fraction = point == std::string_view::npos ? "" : text.substr(point + 1);
  if (whole.size() + fraction.size() == 0 || !IsDigits(whole) || !IsDigits(fraction)) {
    return std::nullopt;
  }
  while (whole.starts_with('0')) whole.remove_prefix(1);
  while (fraction.ends_with('0')) fraction.remove_suffix(1);
  number.whole = whole;
  number.fraction = fraction;
  if (whole.empty() && fraction.empty()) number.is_negative = false;
  return number;
}

namespace {

// The digits behind the first point or comma, without idle zeros.
std::string FractionOf(std::string_view text) {
  const size_t point = text.find_first_of(".,");
  if (point == std::string_view::npos) return "";
  std::string_view digits = text.substr(point + 1);
  size_t count = 0;
  while (count < digits.size() && IsAsciiDigit(digits[count])) ++count;
  digits = digits.substr(0, count);
  while (digits.ends_with('0')) digits.remove_suffix(1);
  return std::string(digits);
}

}  // namespace

std::optional<DateValue> ParseDate(std::string_view text) {
  // Epoch seconds are whole: what AWS makes of a fraction of them is not documented.
  const bool is_of_calendar = text.find('-') != std::string_view::npos;
  if (!is_of_calendar && !IsDigits(text)) return std::nullopt;
  constexpr size_t kYearAndMonth = 7;
  const bool is_month = text.size() == kYearAndMonth && text[4] == '-';
  const std::optional<Instant> instant =
      is_month ? ParseInstant(Concat({text, "-01"})) : ParseInstant(text);
  if (!instant || text.starts_with('-')) return std::nullopt;
  return DateValue{*instant, FractionOf(text)};
}

std::optional<bool> ParseBool(std::string_view text) {
  if (EqualsIgnoreCase(text, "true")) return true;
  if (EqualsIgnoreCase(text, "false")) return false;
  return std::nullopt;
}

bool AddressBlock::IsWholeFamily() const {
  const uint64_t low = is_ipv6 ? ~uint64_t{0} : LowBits(32);
  const uint64_t high = is_ipv6 ? ~uint64_t{0} : 0;
  return first == Address{} && last == Address{high, low};
}

std::optional<AddressBlock> ParseAddressBlock(std::string_view text) {
  const size_t slash = text.find('/');
  const std::optional<ParsedAddress> parsed = ParseAddress(text.substr(0, slash));
  if (!parsed) return std::nullopt;
  const int width = parsed->is_ipv6 ? 128 : 32;
  if (slash == std::string_view::npos) return BlockOf(*parsed, 0);
  const std::string_view digits = text.substr(slash + 1);
  int prefix = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
  if (!IsDigits(digits) || error != std::errc() || end != digits.data() + digits.size()) {
    return std::nullopt;
  }
  if (prefix > width) return std::nullopt;
  return BlockOf(*parsed, width - prefix);
}

bool BlocksCover(std::vector<AddressBlock> outer, const std::vector<AddressBlock>& inner) {
  std::sort(outer.begin(), outer.end(), IsBefore);
  return std::all_of(inner.begin(), inner.end(),
                     [&](const AddressBlock& block) { return Covers(outer, block); });
}

namespace {

constexpr std::string_view kBase64Digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

bool IsBase64(std::string_view text) {
  if (text.size() % 4 != 0) return false;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  return std::all_of(text.begin(), text.end(), [](char c) {
    return IsAsciiDigit(c) || IsAsciiLetter(c) || c == '+' || c == '/';
  });
}

std::optional<std::string> DecodeBase64(std::string_view text) {
  if (!IsBase64(text)) return std::nullopt;
  std::string bytes;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') break;
    bits = bits << 6 | static_cast<uint32_t>(kBase64Digits.find(c));
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<char>(bits >> count & 0xff));
  }
  return bytes;
}

bool IsArnValue(std::string_view text) {
  if (IsStarsOnly(text)) return true;
  const std::string_view first = text.substr(0, text.find(':'));
  const bool is_named_arn = first == "arn" || first.find_first_of("*?") != std::string_view::npos;
  return is_named_arn && std::count(text.begin(), text.end(), ':') >= 5;
}

}  // namespace iamsift
