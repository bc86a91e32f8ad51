#pragma once

// What is known of one condition key of a request. Presence and value are known separately: a key
// that surely comes with every call still has a value that only the call tells.

#include <cstdint>
#include <span>
#include <string_view>

#include "analyzer/match/truth.h"

namespace iamsift {

struct KeyState {
  enum class Knowledge : uint8_t {
    kAbsent,   // the request does not carry the key, or carries an empty list
    kKnown,    // `values` are all of them
    kPrefix,   // present with one value that begins with values[0]
    kPresent,  // present, value unknown
    kUnknown,  // not even that
  };

  Knowledge knowledge = Knowledge::kUnknown;
  bool is_list = false;  // the request carries several values, or might
  std::span<const std::string_view> values;

  Truth IsPresent() const {
    if (knowledge == Knowledge::kUnknown) return Truth::kUnknown;
    return TruthOf(knowledge != Knowledge::kAbsent);
  }
};

// The condition keys of a request, by name.
class RequestKeys {
 public:
  virtual ~RequestKeys() = default;
  // key  lower case.
  virtual KeyState Find(std::string_view key) const = 0;
};

}  // namespace iamsift
