// The input is two documents, OLD up to the first line break and NEW behind it; without one NEW is
// OLD. Where the prover refutes, the plain evaluator must confirm the request; where it proves, no
// random request may speak against it.

#include <cstddef>
#include <cstdint>
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
    IAMSIFT_CHECK(!AttackInclusion(before, after, text.size(), kAttacks));
  }
}

}  // namespace
}  // namespace iamsift::solver

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  iamsift::solver::Feed({reinterpret_cast<const char*>(data), size});
  return 0;
}
