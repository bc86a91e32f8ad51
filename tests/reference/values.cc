#include "tests/reference/values.h"

#include <algorithm>

#include "tests/reference/text.h"

namespace iamsift::reference {
namespace {

std::string WithoutTrailingZeros(std::string digits) {
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  return digits;
}

int CompareMagnitude(const Decimal& a, const Decimal& b) {
  if (a.whole.size() != b.whole.size()) return a.whole.size() < b.whole.size() ? -1 : 1;
  if (const int order = a.whole.compare(b.whole); order != 0) return order;
  return a.fraction.compare(b.fraction);
}

// The digits of `text` at a place, as a number; none when something else stands there.
std::optional<int> NumberAt(std::string_view text, size_t start, size_t length) {
  if (text.size() < start + length || !IsDigits(text.substr(start, length))) return std::nullopt;
  return std::stoi(std::string(text.substr(start, length)));
}

bool HasAt(std::string_view text, size_t place, char c) {
  return place < text.size() && text[place] == c;
}

bool IsLeapYear(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int DaysInMonth(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeapYear(year) ? 29 : kDays[month - 1];
}

// Counted year by year and month by month.
int64_t DaysSince1970(int year, int month, int day) {
  int64_t days = 0;
  for (int y = 1970; y < year; ++y) days += IsLeapYear(y) ? 366 : 365;
  for (int y = year; y < 1970; ++y) days -= IsLeapYear(y) ? 366 : 365;
  for (int m = 1; m < month; ++m) days += DaysInMonth(year, m);
  return days + day - 1;
}

// `Z`, `+hh:mm`, `-hh:mm` or nothing, in seconds.
std::optional<int64_t> ParseZone(std::string_view zone) {
  if (zone.empty() || zone == "Z") return 0;
  const std::optional<int> hours = NumberAt(zone, 1, 2);
  const std::optional<int> minutes = NumberAt(zone, 4, 2);
  const bool has_sign = zone[0] == '+' || zone[0] == '-';
  if (zone.size() != 6 || !has_sign || zone[3] != ':' || !hours || !minutes) return std::nullopt;
  if (*hours > 23 || *minutes > 59) return std::nullopt;
  const int64_t seconds = *hours * 3600 + *minutes * 60;
  return zone[0] == '+' ? seconds : -seconds;
}

// What follows the T: hh:mm, hh:mm:ss or hh:mm:ss.fff, and the zone.
std::optional<Instant> ParseTimeOfDay(std::string_view text) {
  const std::optional<int> hour = NumberAt(text, 0, 2);
  const std::optional<int> minute = NumberAt(text, 3, 2);
  if (!hour || !minute || !HasAt(text, 2, ':') || *hour > 23 || *minute > 59) return std::nullopt;
  Instant instant{*hour * 3600 + *minute * 60, ""};
  size_t at = 5;
  if (HasAt(text, at, ':')) {
    const std::optional<int> second = NumberAt(text, at + 1, 2);
    if (!second || *second > 59) return std::nullopt;
    instant.seconds += *second;
    at += 3;
    if (HasAt(text, at, '.')) {
      const size_t end = std::min(text.size(), text.find_first_not_of("0123456789", at + 1));
      if (end == at + 1) return std::nullopt;
      instant.fraction = WithoutTrailingZeros(std::string(text.substr(at + 1, end - at - 1)));
      at = end;
    }
  }
  const std::optional<int64_t> zone = ParseZone(text.substr(at));
  if (!zone) return std::nullopt;
  instant.seconds -= *zone;
  return instant;
}

std::optional<Instant> ParseCalendar(std::string_view text) {
  const std::optional<int> year = NumberAt(text, 0, 4);
  const std::optional<int> month = NumberAt(text, 5, 2);
  if (!year || !month || !HasAt(text, 4, '-') || *month < 1 || *month > 12) return std::nullopt;
  if (text.size() == 7) return Instant{DaysSince1970(*year, *month, 1) * 86400, ""};
  const std::optional<int> day = NumberAt(text, 8, 2);
  if (!day || !HasAt(text, 7, '-') || *day < 1 || *day > DaysInMonth(*year, *month)) {
    return std::nullopt;
  }
  const int64_t midnight = DaysSince1970(*year, *month, *day) * 86400;
  if (text.size() == 10) return Instant{midnight, ""};
  if (text[10] != 'T') return std::nullopt;
  std::optional<Instant> instant = ParseTimeOfDay(text.substr(11));
  if (instant) instant->seconds += midnight;
  return instant;
}

std::optional<Address> ParseVersion4(std::string_view text) {
  Address address;
  for (const std::string& part : SplitAt(text, '.')) {
    // A leading zero means octal to some readers, so it is no address.
    const bool is_odd = part.size() > 3 || (part.size() > 1 && part[0] == '0');
    if (!IsDigits(part) || is_odd || std::stoi(part) > 255) return std::nullopt;
    address.push_back(static_cast<uint8_t>(std::stoi(part)));
  }
  if (address.size() != 4) return std::nullopt;
  return address;
}

// Groups between colons; the last one may be an IPv4 address.
std::optional<Address> ParseGroups(std::string_view text, bool may_end_in_version4) {
  Address address;
  if (text.empty()) return address;
  const std::vector<std::string> groups = SplitAt(text, ':');
  for (const std::string& group : groups) {
    const bool is_last = &group == &groups.back();
    if (is_last && may_end_in_version4 && group.find('.') != std::string::npos) {
      const std::optional<Address> tail = ParseVersion4(group);
      if (!tail) return std::nullopt;
      address.insert(address.end(), tail->begin(), tail->end());
      continue;
    }
    const bool is_hex = group.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
    if (group.empty() || group.size() > 4 || !is_hex) return std::nullopt;
    const int value = std::stoi(group, nullptr, 16);
    address.push_back(static_cast<uint8_t>(value / 256));
    address.push_back(static_cast<uint8_t>(value % 256));
  }
  return address;
}

std::optional<Address> ParseVersion6(std::string_view text) {
  const size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    const std::optional<Address> address = ParseGroups(text, true);
    return address && address->size() == 16 ? address : std::nullopt;
  }
  const std::optional<Address> head = ParseGroups(text.substr(0, gap), false);
  const std::optional<Address> tail = ParseGroups(text.substr(gap + 2), true);
  // The gap stands for one group at least.
  if (!head || !tail || head->size() + tail->size() > 14) return std::nullopt;
  Address address = *head;
  address.resize(16 - tail->size());
  address.insert(address.end(), tail->begin(), tail->end());
  return address;
}

int Base64Digit(char c) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const size_t place = kDigits.find(c);
  return place == std::string_view::npos ? -1 : static_cast<int>(place);
}

}  // namespace

std::optional<Decimal> ParseDecimal(std::string_view text) {
  Decimal decimal;
  if (text.starts_with('-') || text.starts_with('+')) {
    decimal.is_negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const std::vector<std::string> parts = SplitAt(text, '.');
  if (parts.size() > 2 || !std::all_of(parts.begin(), parts.end(), IsDigits)) return std::nullopt;
  decimal.whole = parts[0].substr(std::min(parts[0].size(), parts[0].find_first_not_of('0')));
  if (parts.size() == 2) decimal.fraction = WithoutTrailingZeros(parts[1]);
  if (decimal.whole.empty() && decimal.fraction.empty()) decimal.is_negative = false;
  return decimal;
}

int Compare(const Decimal& a, const Decimal& b) {
  if (a.is_negative != b.is_negative) return a.is_negative ? -1 : 1;
  return a.is_negative ? CompareMagnitude(b, a) : CompareMagnitude(a, b);
}

std::optional<Instant> ParseInstant(std::string_view text) {
  if (!IsDigits(text)) return ParseCalendar(text);
  const size_t start = std::min(text.size() - 1, text.find_first_not_of('0'));
  // More digits than a count of seconds can have.
  if (text.size() - start > 18) return std::nullopt;
  return Instant{std::stoll(std::string(text.substr(start))), ""};
}

int Compare(const Instant& a, const Instant& b) {
  if (a.seconds != b.seconds) return a.seconds < b.seconds ? -1 : 1;
  return a.fraction.compare(b.fraction);
}

std::optional<bool> ParseBool(std::string_view text) {
  if (SameWithoutCase(text, "true")) return true;
  if (SameWithoutCase(text, "false")) return false;
  return std::nullopt;
}

std::optional<std::string> DecodeBase64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  while (text.ends_with('=') && text.size() % 4 != 2) text.remove_suffix(1);
  std::string bytes;
  unsigned bits = 0;
  int bit_count = 0;
  for (const char c : text) {
    const int digit = Base64Digit(c);
    if (digit < 0) return std::nullopt;
    bits = bits << 6U | static_cast<unsigned>(digit);
    bit_count += 6;
    if (bit_count < 8) continue;
    bit_count -= 8;
    bytes += static_cast<char>(bits >> static_cast<unsigned>(bit_count) & 0xFFU);
  }
  return bytes;
}

std::optional<Address> ParseAddress(std::string_view text) {
  const bool is_version6 = text.find(':') != std::string_view::npos;
  return is_version6 ? ParseVersion6(text) : ParseVersion4(text);
}

std::optional<AddressRange> ParseAddressRange(std::string_view text) {
  const std::vector<std::string> parts = SplitAt(text, '/');
  const std::optional<Address> address = ParseAddress(parts[0]);
  if (parts.size() > 2 || !address) return std::nullopt;
  const int all = static_cast<int>(address->size()) * 8;
  if (parts.size() == 1) return AddressRange{*address, all};
  if (!IsDigits(parts[1]) || parts[1].size() > 3 || std::stoi(parts[1]) > all) return std::nullopt;
  return AddressRange{*address, std::stoi(parts[1])};
}

bool Contains(const AddressRange& range, const Address& address) {
  if (range.address.size() != address.size()) return false;
  for (int bit = 0; bit < range.bits; ++bit) {
    const auto byte = static_cast<size_t>(bit / 8);
    const int mask = 0x80 >> (bit % 8);
    if ((range.address[byte] & mask) != (address[byte] & mask)) return false;
  }
  return true;
}

}  // namespace iamsift::reference
