#pragma once

// Seeded choices, and the JSON that is written with them. The same seed gives the same bytes on
// every machine: nothing here is left to the standard library's distributions.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iamsift::reference {

// Sebastiano Vigna's splitmix64.
class RandomSource {
 public:
  explicit RandomSource(uint64_t seed) : state_(seed) {}

  uint64_t Next();
  size_t Below(size_t count) { return static_cast<size_t>(Next() % count); }
  // True in `percent` of 100 calls.
  bool Chance(int percent) { return Below(100) < static_cast<size_t>(percent); }
  bool OneIn(size_t count) { return Below(count) == 0; }

  template <typename T, size_t N>
  const T& Pick(const T (&choices)[N]) {
    return choices[Below(N)];
  }

 private:
  uint64_t state_;
};

// Names and JSON texts; a name may come twice.
using Fields = std::vector<std::pair<std::string, std::string>>;

std::string Quoted(std::string_view text);
std::string ObjectOf(const Fields& fields);
std::string ArrayOf(const std::vector<std::string>& items);

// One item alone as often as in an array; of several always an array.
std::string OneOrMany(const std::vector<std::string>& items, RandomSource& random);

// `text` with every `@` replaced.
std::string WithAccount(std::string_view text, std::string_view account);

// ASCII letters of some places in the other case.
std::string WithOtherCase(std::string_view text, RandomSource& random);

}  // namespace iamsift::reference
