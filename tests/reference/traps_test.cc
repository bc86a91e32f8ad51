// The mistakes that evaluators of IAM make most, one line each in traps.ndjson.

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "tests/reference/decision.h"
#include "tests/reference/json.h"
#include "tests/reference/text.h"
#include "tests/support/golden.h"

namespace iamsift {
namespace {

std::vector<std::string> Lines() {
  std::vector<std::string> lines = reference::SplitAt(
      ReadFile(std::string(IAMSIFT_SOURCE_DIR) + "/tests/reference/traps.ndjson"), '\n');
  lines.pop_back();
  return lines;
}

TEST(ReferenceTraps, AreDecidedAsExpected) {
  for (const std::string& line : Lines()) {
    const auto trap = reference::ParseJson(line);
    ASSERT_TRUE(trap.has_value()) << line;
    const ReferenceVerdict verdict = EvaluateReference(line);
    EXPECT_EQ(verdict.decision, trap->Find("expect")->text)
        << trap->Find("id")->text << ": " << trap->Find("because")->text << verdict.error;
  }
}

TEST(ReferenceTraps, AreAllThere) {
  constexpr size_t kTraps = 44;
  std::set<std::string> ids;
  std::set<std::string> numbers;
  for (const std::string& line : Lines()) {
    const std::string id = reference::ParseJson(line)->Find("id")->text;
    EXPECT_TRUE(ids.insert(id).second) << id << " is given twice";
    numbers.insert(id.substr(0, 7));
  }
  EXPECT_EQ(numbers.size(), kTraps);
}

}  // namespace
}  // namespace iamsift
