#pragma once

// Cases without end: every type of caller, layer, operator and spelling, small enough alphabets
// that things match, and the same bytes for the same seed.

#include <cstdint>
#include <string>

namespace iamsift {

// One line of the neutral case format, without a line break and without `expect`.
std::string RandomCase(uint64_t seed);

}  // namespace iamsift
