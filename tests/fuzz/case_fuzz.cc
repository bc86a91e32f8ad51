// The input is one neutral case. Where the engine decides it, the plain evaluator must decide
// alike; and what static mode is sure of must be what closed mode says.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "analyzer/base/check.h"
#include "analyzer/base/source.h"
#include "analyzer/eval/cases/case_runner.h"
#include "tests/reference/decision.h"

namespace iamsift {
namespace {

constexpr size_t kLongest = 64 * 1024;

// The verdict's name, "" when the line is no case.
std::string DecisionOf(CaseRunner& runner, const std::string& padded, size_t size) {
  std::string out;
  size_t offset = 0;
  if (!runner.Run(std::string_view(padded).substr(0, size), out, offset).ok()) {
    IAMSIFT_CHECK(offset <= size);
    return "";
  }
  constexpr std::string_view kBefore = "\"decision\":\"";
  const size_t begin = out.find(kBefore) + kBefore.size();
  return out.substr(begin, out.find('"', begin) - begin);
}

bool IsDecided(std::string_view decision) {
  return decision == "ALLOW" || decision == "EXPLICIT_DENY" || decision == "IMPLICIT_DENY";
}

void Feed(std::string line) {
  static const Catalog catalog = Catalog::Embedded();
  const size_t size = line.size();
  if (size > kLongest || line.find('\n') != std::string::npos) return;
  line.append(SourceFile::kPadding, '\0');
  CaseRunner closed(catalog, {});
  CaseRunner open(catalog, {.is_static = true});
  const std::string decision = DecisionOf(closed, line, size);
  DecisionOf(open, line, size);
  if (!IsDecided(decision)) return;
  const ReferenceVerdict expected = EvaluateReference(std::string_view(line).substr(0, size));
  // The reference knows a short list of services that RCPs reach.
  const bool has_rcps = line.find("\"rcps\"") != std::string::npos;
  if (IsDecided(expected.decision) && !has_rcps) IAMSIFT_CHECK(expected.decision == decision);
}

}  // namespace
}  // namespace iamsift

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  iamsift::Feed(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
