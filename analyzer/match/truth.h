#pragma once

// Three-valued logic: what a policy's test says when not all of the request is known. Kleene's
// connectives: false < unknown < true, so that `and` is the least and `or` the greatest.

#include <algorithm>
#include <cstdint>

namespace iamsift {

enum class Truth : uint8_t { kFalse, kUnknown, kTrue };

inline Truth TruthOf(bool value) { return value ? Truth::kTrue : Truth::kFalse; }
inline Truth operator&(Truth a, Truth b) { return std::min(a, b); }
inline Truth operator|(Truth a, Truth b) { return std::max(a, b); }
inline Truth operator!(Truth a) { return static_cast<Truth>(2 - static_cast<uint8_t>(a)); }

}  // namespace iamsift
