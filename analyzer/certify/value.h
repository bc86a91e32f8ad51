#pragma once

// Numbers, instants, addresses and bytes, and whether some value lies in all of several sets and in
// none of others: end points, points between them, and what is no such value at all.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iamsift::certify {

enum class Domain : uint8_t { kText, kNumber, kInstant, kAddress, kBytes };
std::string_view DomainName(Domain domain);

// Of an operator, as `x Relation bound`. kWithin: of addresses.
enum class Relation : uint8_t { kEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual, kWithin };

// A number's sign and digits; an instant's seconds and their fraction; bytes.
struct Scalar {
  bool is_negative = false;
  std::string whole, fraction;
  friend bool operator==(const Scalar&, const Scalar&) = default;
};

// What a value of a policy asks for.
struct Bound {
  Relation relation = Relation::kEqual;
  Scalar scalar;
  std::string first, last;  // kWithin: family and address, most significant byte first
};
using Bounds = std::vector<Bound>;  // a value lies in them when it meets one

// nullopt: the text is no value of the domain.
std::optional<Bound> ReadBound(Domain domain, Relation relation, std::string_view text);

// Some value, or some text that is none of the domain, meets one of each `inside` and none of
// `outside`.
bool SomeValueIsIn(Domain domain, std::span<const Bounds* const> inside,
                   std::span<const Bounds* const> outside);

}  // namespace iamsift::certify
