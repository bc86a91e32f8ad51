#include "analyzer/base/sha256.h"

#include <nettle/sha2.h>

namespace iamsift {

std::array<uint8_t, 32> Sha256(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), reinterpret_cast<const uint8_t*>(bytes.data()));
  std::array<uint8_t, 32> digest;
  sha256_digest(&context, digest.size(), digest.data());
  return digest;
}

std::string Sha256Hex(std::string_view bytes, size_t digits) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const uint8_t byte : Sha256(bytes)) {
    hex.push_back(kDigits[byte >> 4]);
    hex.push_back(kDigits[byte & 15]);
  }
  hex.resize(digits < hex.size() ? digits : hex.size());
  return hex;
}

}  // namespace iamsift
