// A check against recorded answers of IAM, for whoever has them: IAMSIFT_POLICY_VALIDITY names a
// file of JSON lines {"id", "document", "reject"}; `reject` says that IAM's reader refuses the
// document (and not merely a name inside it). Without the variable no test is registered.

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "analyzer/policy/json_outline.h"
#include "analyzer/policy/parsed_for_test.h"
#include "gtest/gtest.h"

namespace iamsift {
namespace {

struct RecordedAnswer {
  std::string id;
  std::string document;  // a JSON string stands for the text that it holds
  bool is_rejected = false;
};

RecordedAnswer AnswerIn(const SourceFile& line) {
  JsonOutlineReader reader;
  EXPECT_FALSE(reader.Read(line.text()).has_value()) << line.text();
  RecordedAnswer answer;
  const JsonOutline& outline = reader.outline();
  for (const JsonNodeId member : outline.ChildrenOf(0)) {
    const JsonNode& value = outline.at(member);
    const std::string_view written =
        line.text().substr(value.span.begin, value.span.end - value.span.begin);
    if (value.key.text == "id") answer.id = value.text;
    if (value.key.text == "reject") answer.is_rejected = value.text == "true";
    if (value.key.text == "document") {
      answer.document = value.type == JsonType::kString ? value.text : written;
    }
  }
  return answer;
}

std::vector<RecordedAnswer> RecordedAnswers() {
  std::vector<RecordedAnswer> answers;
  const char* const path = std::getenv("IAMSIFT_POLICY_VALIDITY");
  if (path == nullptr) {
    std::clog << "IAMSIFT_POLICY_VALIDITY is not set: IAM's recorded answers are not compared\n";
    return answers;
  }
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) answers.push_back(AnswerIn(SourceFile(path, line)));
  }
  if (answers.empty()) answers.push_back({"nothing to read at IAMSIFT_POLICY_VALIDITY", "", false});
  return answers;
}

class PolicyValidity : public testing::TestWithParam<RecordedAnswer> {};

TEST_P(PolicyValidity, IsAsIamAnswered) {
  const ParsedPolicy policy = ParseForTest(GetParam().document);
  EXPECT_EQ(policy.document.is_invalid, GetParam().is_rejected)
      << GetParam().id << ": " << GetParam().document;
  for (const Oddity& oddity : policy.document.oddities) {
    EXPECT_FALSE(oddity.problem.empty());
    EXPECT_LE(oddity.span.end, GetParam().document.size());
  }
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(PolicyValidity);
INSTANTIATE_TEST_SUITE_P(RecordedAnswers, PolicyValidity, testing::ValuesIn(RecordedAnswers()),
                         [](const testing::TestParamInfo<RecordedAnswer>& row) {
                           return "Row" + std::to_string(row.index);
                         });

}  // namespace
}  // namespace iamsift
