#pragma once

// The values that condition operators compare: decimals, instants, address blocks, booleans, ARNs.
// Text that is not of an operator's type has no value; nothing is guessed.
//
// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/instant.h"

namespace iamsift {

// A decimal number of any length, exact. `-0` is 0; an exponent is no number.
struct Decimal {
  bool is_negative = false;
  std::string whole, fraction;  // without idle zeros

  friend bool operator==(const Decimal&, const Decimal&) = default;
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
};
std::optional<Decimal> ParseDecimal(std::string_view text);

// What ParseInstant reads, and a year and month alone. `fraction`: the digits behind the seconds,
// without idle zeros.
struct DateValue {
  Instant instant;
  std::string fraction;

  friend bool operator==(const DateValue&, const DateValue&) = default;
  friend auto operator<=>(const DateValue&, const DateValue&) = default;
};
std::optional<DateValue> ParseDate(std::string_view text);

// true or false in any case.
std::optional<bool> ParseBool(std::string_view text);

// An address block, or one address.
struct Address {
  uint64_t high = 0, low = 0;
  friend auto operator<=>(const Address&, const Address&) = default;
};
struct AddressBlock {
  bool is_ipv6 = false;
  Address first, last;
  bool IsWholeFamily() const;
};
std::optional<AddressBlock> ParseAddressBlock(std::string_view text);

// Every address of every inner block lies in some outer one; neighbours count together.
bool BlocksCover(std::vector<AddressBlock> outer, const std::vector<AddressBlock>& inner);

bool IsBase64(std::string_view text);
// The bytes, padding bits ignored; nullopt for what is no base64.
std::optional<std::string> DecodeBase64(std::string_view text);

// Six parts that begin with `arn`, or stars only.
bool IsArnValue(std::string_view text);

}  // namespace iamsift
