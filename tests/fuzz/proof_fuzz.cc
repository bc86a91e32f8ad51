// The input is two documents, OLD up to the first line break and NEW behind it; without one NEW is
// OLD. Where the prover refutes, the plain evaluator must confirm the request; where it proves, no
// random request may speak against it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "analyzer/base/check.h"
#include "tests/solver/prover_answer.h"
#include "tests/solver/reference_access.h"

namespace iamsift::solver {
namespace {

constexpr size_t kLongest = 16 * 1024;
constexpr int64_t kNodes = 2'000, kStates = 20'000;
constexpr int kAttacks = 50;

// The evaluator refuses documents that the reader only frowns at: these are not compared.
bool IsRead(std::string_view document) {
  std::string why;
  return ReferenceAllows(document, R"({"action":"s3:GetObject","resource":"*"})", why).has_value();
}

// A proof does not speak of actions without a service or a name, nor of resources that are no ARN.
bool CouldBeSent(const std::string& request_json) {
  const auto request = nlohmann::json::parse(request_json);
  const std::string action = request["action"], resource = request["resource"];
  const size_t colon = action.find(':');
  const bool is_action = colon != action.npos && colon != 0 && colon + 1 < action.size();
  const bool is_arn =
      resource.starts_with("arn:") && std::count(resource.begin(), resource.end(), ':') >= 5;
  return is_action && (resource == "*" || is_arn);
}

void Feed(std::string_view text) {
  if (text.size() > kLongest) return;
  const size_t line = text.find('\n');
  const std::string_view before = text.substr(0, line);
  const std::string_view after = line == text.npos ? before : text.substr(line + 1);
  const PairAnswer answer = AskProverWithin(kNodes, kStates, before, after);
  IAMSIFT_CHECK(!answer.reason.starts_with("REJECTED"));
  IAMSIFT_CHECK(before != after || answer.kind != PairAnswer::Kind::kRefuted);
  if (answer.kind == PairAnswer::Kind::kUnknown || !IsRead(before) || !IsRead(after)) return;
  if (answer.kind == PairAnswer::Kind::kRefuted) {
    IAMSIFT_CHECK(FaultOfWitness(before, after, answer.witness).empty());
  } else {
    const auto request = AttackInclusion(before, after, text.size(), kAttacks);
    IAMSIFT_CHECK(!request || !CouldBeSent(*request));
  }
}

}  // namespace
}  // namespace iamsift::solver

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  iamsift::solver::Feed({reinterpret_cast<const char*>(data), size});
  return 0;
}
