// A sample of real policies: nothing may stay unknown, the reference must agree with each witness,
// and the answers are the recorded ones. `managed_answers` (ctest -L slow) asks about all of them.

#include "tests/solver/managed_answers.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "tests/reference/random_source.h"

namespace iamsift::solver {
namespace {

constexpr int kPairs = 200;  // both ways

std::map<std::string, std::string> Recorded() {
  std::map<std::string, std::string> lines;
  std::ifstream file(IAMSIFT_SOURCE_DIR "/tests/solver/managed_answers.txt");
  for (std::string line; std::getline(file, line);) {
    lines[line.substr(0, line.find(' '))] = line + " ";
  }
  return lines;
}

TEST(ManagedAnswers, OfASampleAreTheRecordedOnes) {
  std::string why;
  const std::vector<VersionPair> pairs = ConsecutiveManagedVersions(why);
  ASSERT_FALSE(pairs.empty()) << why;
  const std::map<std::string, std::string> recorded = Recorded();
  reference::RandomSource random(20260926);
  for (int i = 0; i < kPairs; ++i) {
    const VersionPair& pair = pairs[random.Below(pairs.size())];
    const char change = AccessChange(pair, why);
    const auto line = recorded.find(pair.policy);
    ASSERT_NE(line, recorded.end()) << pair.policy;
    EXPECT_NE(line->second.find(NextVersion(pair, change) + " "), std::string::npos)
        << line->second << "\nv" << pair.new_version << ": " << change << " " << why;
  }
}

}  // namespace
}  // namespace iamsift::solver
