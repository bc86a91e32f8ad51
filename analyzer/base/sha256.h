#pragma once

// SHA-256, for the identity of inputs, facts and findings; never for secrets.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace iamsift {

std::array<uint8_t, 32> Sha256(std::string_view bytes);

// Lower-case hexadecimal, cut to the first `digits` (at most 64).
std::string Sha256Hex(std::string_view bytes, size_t digits = 64);

}  // namespace iamsift
