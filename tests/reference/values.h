#pragma once

// The values that typed condition operators compare: decimals, instants, addresses, bytes. Each
// reader gives none for text that is no such value.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iamsift::reference {

// Exact at any length. Without leading zeros before and trailing zeros behind the point.
struct Decimal {
  bool is_negative = false;
  std::string whole;
  std::string fraction;
};
// Digits with an optional sign and an optional fraction; an exponent makes it no number.
std::optional<Decimal> ParseDecimal(std::string_view text);
// Negative, zero or positive.
int Compare(const Decimal& a, const Decimal& b);

struct Instant {
  int64_t seconds = 0;   // since 1970 in UTC
  std::string fraction;  // of the second that began then, without trailing zeros
};
// W3C ISO 8601 from year-month to fractions of a second, or digits: seconds since 1970. Four
// digits are seconds, no year. No zone is UTC.
std::optional<Instant> ParseInstant(std::string_view text);
int Compare(const Instant& a, const Instant& b);

// `true` or `false`, in any case.
std::optional<bool> ParseBool(std::string_view text);

// Base64 with its padding.
std::optional<std::string> DecodeBase64(std::string_view text);

// Four or sixteen bytes. An IPv4 address that is written as IPv6 stays IPv6.
using Address = std::vector<uint8_t>;
std::optional<Address> ParseAddress(std::string_view text);

// An address and the number of its leading bits that count; without a prefix all of them.
struct AddressRange {
  Address address;
  int bits = 0;
};
std::optional<AddressRange> ParseAddressRange(std::string_view text);
bool Contains(const AddressRange& range, const Address& address);

}  // namespace iamsift::reference
