// The pairs of the npm package, and that the encoding can say what real policies say.

#include "tests/solver/managed_versions.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <memory>

#include "tests/solver/smt_encoding.h"

namespace iamsift::solver {
namespace {

TEST(ManagedVersions, AreFoundAndEncoded) {
  std::string why;
  const std::vector<VersionPair> pairs = ConsecutiveManagedVersions(why);
  ASSERT_GT(pairs.size(), 4000U) << why;
  int not_encoded = 0;
  for (size_t i = 0; i < pairs.size(); i += 25) {
    const VersionPair& pair = pairs[i];
    EXPECT_EQ(pair.old_version < pair.new_version, true) << pair.policy;
    const auto query =
        AccessQuery::Write(pair.documents.old_json, pair.documents.new_json, {}, why);
    if (query) continue;
    ++not_encoded;
    std::printf("%s v%d: %s\n", pair.policy.c_str(), pair.new_version, why.c_str());
  }
  EXPECT_LE(not_encoded, 8);
}

}  // namespace
}  // namespace iamsift::solver
