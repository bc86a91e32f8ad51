#include "analyzer/certify/value.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <functional>

#include "analyzer/base/instant.h"
#include "analyzer/base/text.h"

namespace iamsift::certify {
namespace {

bool IsDigits(std::string_view text) { return std::all_of(text.begin(), text.end(), IsAsciiDigit); }

std::string_view WithoutZerosBehind(std::string_view digits) {
  while (digits.ends_with('0')) digits.remove_suffix(1);
  return digits;
}

std::optional<Scalar> ReadNumber(std::string_view text) {
  Scalar number;
  if (text.starts_with('-') || text.starts_with('+')) {
    number.is_negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  const std::string_view fraction =
      point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (whole.empty() && fraction.empty()) return std::nullopt;
  if (!IsDigits(whole) || !IsDigits(fraction)) return std::nullopt;
  while (whole.starts_with('0')) whole.remove_prefix(1);
  number.whole = whole;
  number.fraction = WithoutZerosBehind(fraction);
  if (number.whole.empty() && number.fraction.empty()) number.is_negative = false;
  return number;
}

// Seconds since 1970, moved up so that none is negative.
std::optional<Scalar> ReadInstant(std::string_view text) {
  if (text.starts_with('-')) return std::nullopt;
  const bool is_month = text.size() == 7 && text[4] == '-';
  const std::optional<Instant> instant = ParseInstant(is_month ? Concat({text, "-01"}) : text);
  if (!instant) return std::nullopt;
  Scalar value;
  value.whole = std::to_string(static_cast<uint64_t>(instant->seconds) ^ (uint64_t{1} << 63));
  const size_t point = text.find_first_of(".,");
  if (point == std::string_view::npos) return value;
  std::string_view fraction = text.substr(point + 1);
  size_t count = 0;
  while (count < fraction.size() && IsAsciiDigit(fraction[count])) ++count;
  value.fraction = WithoutZerosBehind(fraction.substr(0, count));
  return value;
}

std::optional<Scalar> ReadBytes(std::string_view text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (text.size() % 4 != 0) return std::nullopt;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  Scalar bytes;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.whole.push_back(static_cast<char>(bits >> count & 0xffU));
  }
  return bytes;
}

// Family and address; "" when the text is none.
std::string ReadAddress(std::string_view text) {
  const std::string terminated(text);
  unsigned char bytes[16] = {};
  if (terminated.size() != std::char_traits<char>::length(terminated.c_str())) return "";
  if (inet_pton(AF_INET, terminated.c_str(), bytes) == 1) {
    return "4" + std::string(reinterpret_cast<const char*>(bytes), 4);
  }
  if (inet_pton(AF_INET6, terminated.c_str(), bytes) == 1) {
    return "6" + std::string(reinterpret_cast<const char*>(bytes), 16);
  }
  return "";
}

std::optional<Bound> ReadBlock(std::string_view text) {
  const size_t slash = text.find('/');
  Bound bound{.relation = Relation::kWithin, .scalar = {}, .first = {}, .last = {}};
  bound.first = bound.last = ReadAddress(text.substr(0, slash));
  if (bound.first.empty()) return std::nullopt;
  const size_t width = (bound.first.size() - 1) * 8;
  size_t prefix = width;
  if (slash != std::string_view::npos) {
    const std::string_view digits = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
    const bool is_number = error == std::errc() && end == digits.data() + digits.size();
    if (!IsDigits(digits) || !is_number || prefix > width) return std::nullopt;
  }
  for (size_t bit = prefix; bit < width; ++bit) {
    const auto mask = static_cast<unsigned char>(0x80U >> (bit % 8));
    char& low = bound.first[1 + bit / 8];
    char& high = bound.last[1 + bit / 8];
    low = static_cast<char>(static_cast<unsigned char>(low) & ~mask);
    high = static_cast<char>(static_cast<unsigned char>(high) | mask);
  }
  return bound;
}

// --- Points ------------------------------------------------------------------------------------

bool IsSmaller(const Scalar& a, const Scalar& b) {
  if (a.is_negative != b.is_negative) return a.is_negative;
  if (a.is_negative) return IsSmaller({false, b.whole, b.fraction}, {false, a.whole, a.fraction});
  if (a.whole.size() != b.whole.size()) return a.whole.size() < b.whole.size();
  if (a.whole != b.whole) return a.whole < b.whole;
  return a.fraction < b.fraction;
}

bool Compares(Relation relation, size_t x, size_t bound) {
  switch (relation) {
    case Relation::kLess:
      return x < bound;
    case Relation::kLessOrEqual:
      return x <= bound;
    case Relation::kGreater:
      return x > bound;
    case Relation::kGreaterOrEqual:
      return x >= bound;
    default:
      return x == bound;
  }
}

using Sets = std::span<const Bounds* const>;
using Meets = std::function<bool(const Bound&)>;

bool Fits(Sets inside, Sets outside, const Meets& meets) {
  const auto lies_in = [&](const Bounds* bounds) {
    return std::any_of(bounds->begin(), bounds->end(), meets);
  };
  return std::all_of(inside.begin(), inside.end(), lies_in) &&
         std::none_of(outside.begin(), outside.end(), lies_in);
}

template <typename Visit>
void VisitBounds(Sets inside, Sets outside, Visit visit) {
  for (const Sets sets : {inside, outside}) {
    for (const Bounds* bounds : sets) {
      for (const Bound& bound : *bounds) visit(bound);
    }
  }
}

// Bounds in order, and something below, between and above them: these values lie dense. Of bytes
// only the named ones matter, and that there are others.
bool SomeScalarFits(Sets inside, Sets outside) {
  std::vector<Scalar> named;
  VisitBounds(inside, outside, [&](const Bound& bound) { named.push_back(bound.scalar); });
  std::sort(named.begin(), named.end(), IsSmaller);
  named.erase(std::unique(named.begin(), named.end()), named.end());
  // The i-th of the named ones is the point 2i + 1.
  for (size_t point = 0; point <= 2 * named.size(); ++point) {
    const auto meets = [&](const Bound& bound) {
      const auto at = std::lower_bound(named.begin(), named.end(), bound.scalar, IsSmaller);
      return Compares(bound.relation, point, 2 * static_cast<size_t>(at - named.begin()) + 1);
    };
    if (Fits(inside, outside, meets)) return true;
  }
  return false;
}

// The address behind or before; "" at the end of the family.
std::string Neighbour(std::string address, bool is_behind) {
  for (size_t i = address.size(); i-- > 1;) {
    auto byte = static_cast<unsigned char>(address[i]);
    const bool carries = byte == (is_behind ? 0xffU : 0U);
    address[i] = static_cast<char>(is_behind ? ++byte : --byte);
    if (!carries) return address;
  }
  return "";
}

// As bytes: std::string compares them without a sign.
bool SomeAddressFits(Sets inside, Sets outside) {
  std::vector<std::string> addresses = {"4" + std::string(4, '\0'), "6" + std::string(16, '\0')};
  VisitBounds(inside, outside, [&](const Bound& bound) {
    addresses.insert(addresses.end(), {bound.first, bound.last, Neighbour(bound.first, false),
                                       Neighbour(bound.last, true)});
  });
  return std::any_of(addresses.begin(), addresses.end(), [&](const std::string& address) {
    return !address.empty() && Fits(inside, outside, [&](const Bound& bound) {
      return address.size() == bound.first.size() && bound.first <= address &&
             address <= bound.last;
    });
  });
}

}  // namespace

std::string_view DomainName(Domain domain) {
  constexpr std::string_view kNames[] = {"text", "number", "instant", "address", "bytes"};
  return kNames[static_cast<size_t>(domain)];
}

std::optional<Bound> ReadBound(Domain domain, Relation relation, std::string_view text) {
  if (domain == Domain::kAddress) return ReadBlock(text);
  const std::optional<Scalar> scalar = domain == Domain::kNumber    ? ReadNumber(text)
                                       : domain == Domain::kInstant ? ReadInstant(text)
                                                                    : ReadBytes(text);
  if (!scalar) return std::nullopt;
  return Bound{.relation = relation, .scalar = *scalar, .first = {}, .last = {}};
}

bool SomeValueIsIn(Domain domain, Sets inside, Sets outside) {
  // Text that is no value of the domain.
  if (inside.empty()) return true;
  return domain == Domain::kAddress ? SomeAddressFits(inside, outside)
                                    : SomeScalarFits(inside, outside);
}

}  // namespace iamsift::certify
