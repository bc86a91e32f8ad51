// That the pairs are the same ones everywhere, and are documents that the reference reads.

#include "tests/solver/random_pairs.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "tests/solver/reference_access.h"

namespace iamsift::solver {
namespace {

// Fowler, Noll and Vo's.
uint64_t Fingerprint(const std::string& text) {
  uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

TEST(RandomPair, IsTheSameOnEveryMachine) {
  std::string all;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const PolicyPair pair = RandomPair(seed, 30);
    all += pair.old_json + "\n" + pair.new_json + "\n";
  }
  // Another generator has another fingerprint: then this one is to be replaced.
  EXPECT_EQ(Fingerprint(all), 0x6553A518ED20E8A1U) << std::hex << Fingerprint(all);
}

TEST(RandomPair, IsAPairOfDocuments) {
  for (uint64_t seed = 0; seed < 500; ++seed) {
    const PolicyPair pair = RandomPair(seed, 30);
    for (const std::string& document : {pair.old_json, pair.new_json}) {
      std::string why;
      EXPECT_TRUE(ReferenceAllows(document, R"({"action":"s3:GetObject","resource":"*"})", why))
          << why << "\n"
          << document;
    }
  }
}

}  // namespace
}  // namespace iamsift::solver
