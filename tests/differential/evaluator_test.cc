// The evaluator against the plain one of tests/reference: seeded random cases through both, and the
// traps that other tools fall into, each by its name.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/differential/engine_answer.h"

namespace iamsift {
namespace {

// In parts, so that they can run side by side.
class RandomCases : public testing::TestWithParam<uint64_t> {};

TEST_P(RandomCases, AreDecidedAsTheReferenceDecidesThem) {
  EXPECT_THAT(DifferencesIn(GetParam(), 50'000, 5), testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Evaluator, RandomCases, testing::Values(1, 50'001, 100'001, 150'001));

const std::vector<std::string>& Traps() {
  static const auto* const kTraps = [] {
    std::ifstream file(std::string(IAMSIFT_SOURCE_DIR) + "/tests/reference/traps.ndjson");
    auto* lines = new std::vector<std::string>();
    for (std::string line; std::getline(file, line);) {
      if (!line.empty()) lines->push_back(line);
    }
    return lines;
  }();
  return *kTraps;
}

class Trap : public testing::TestWithParam<size_t> {};

TEST_P(Trap, IsDecidedAsAwsDecidesIt) {
  const std::string& line = Traps()[GetParam()];
  CaseRunner runner(Catalog::Embedded(), {});
  const std::string expected = nlohmann::json::parse(line)["expect"];
  const nlohmann::json answer = nlohmann::json::parse(AnswerTo(runner, line));
  EXPECT_EQ(answer["decision"], expected) << answer.dump() << "\n" << line;
}

std::string NameOf(const testing::TestParamInfo<size_t>& info) {
  std::string name = nlohmann::json::parse(Traps()[info.param])["id"];
  for (char& c : name) {
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(FortyFour, Trap, testing::Range(size_t{0}, Traps().size()), NameOf);

}  // namespace
}  // namespace iamsift
