// The evaluator against the plain one of tests/reference: seeded random cases through both, and the
// traps that other tools fall into, each by its name.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/source.h"
#include "analyzer/eval/cases/case_runner.h"
#include "tests/reference/decision.h"
#include "tests/reference/random_case.h"

namespace iamsift {
namespace {

// One answer of the engine, as JSON.
nlohmann::json AnswerOf(CaseRunner& runner, std::string line) {
  const size_t size = line.size();
  line.append(SourceFile::kPadding, ' ');
  std::string out;
  size_t offset = 0;
  const absl::Status status = runner.Run(std::string_view(line).substr(0, size), out, offset);
  if (!status.ok()) return {{"decision", "no case"}, {"error", std::string(status.message())}};
  return nlohmann::json::parse(out);
}

std::vector<std::string_view> ServicesThatRcpsReach(const Catalog& catalog) {
  std::vector<std::string_view> services;
  for (uint16_t i = 0; i < catalog.ServiceCount(); ++i) {
    if (catalog.ServiceSupportsRcp(ServiceId{i})) {
      services.push_back(catalog.ServicePrefix(ServiceId{i}));
    }
  }
  return services;
}

// Runs the seeds through both and reports the first few differences.
void Compare(uint64_t first, uint64_t count) {
  const Catalog catalog = Catalog::Embedded();
  const std::vector<std::string_view> services = ServicesThatRcpsReach(catalog);
  CaseRunner runner(catalog, {.is_static = false, .names_statements = false});
  int differences = 0;
  for (uint64_t seed = first; seed < first + count && differences < 5; ++seed) {
    const std::string line = RandomCase(seed);
    const ReferenceVerdict expected = EvaluateReference(line, services);
    const nlohmann::json answer = AnswerOf(runner, line);
    if (answer["decision"] == expected.decision) continue;
    ++differences;
    ADD_FAILURE() << "seed " << seed << "\nreference: " << expected.decision << " "
                  << expected.error << "\nengine:    " << answer.dump() << "\n"
                  << line;
  }
}

// In parts, so that they can run side by side.
class RandomCases : public testing::TestWithParam<uint64_t> {};

TEST_P(RandomCases, AreDecidedAsTheReferenceDecidesThem) { Compare(GetParam(), 50'000); }

INSTANTIATE_TEST_SUITE_P(Evaluator, RandomCases, testing::Values(1, 50'001, 100'001, 150'001));

// Run by the slow label alone.
TEST(Evaluator, DISABLED_MillionsOfCasesAreDecidedAsTheReferenceDecidesThem) {
  Compare(1'000'000, 4'000'000);
}

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
  const nlohmann::json answer = AnswerOf(runner, line);
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
