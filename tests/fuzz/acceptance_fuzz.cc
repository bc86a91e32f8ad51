// Files of suppressions and baselines: they come from users, and a fault must be told, not met.

#include <cstddef>
#include <cstdint>
#include <string>

#include "analyzer/audit/baseline.h"
#include "analyzer/audit/suppressions.h"
#include "analyzer/base/check.h"

namespace iamsift {
namespace {

constexpr Rule kRule = {.card = {.id = "OB-003", .name = "whole-service-everywhere"}, .check = {}};
constexpr const Rule* kRules[] = {&kRule};

AuditResult OneFinding() {
  AuditResult result;
  result.now = "2026-10-01";
  result.accounts = {{.id = "111122223333", .partition = "aws"}};
  result.rules = {&kRule.card};
  Finding finding;
  finding.card = &kRule.card;
  finding.id = "00000000000000000000000000000000";
  finding.subject = "arn:aws:iam::111122223333:role/trainer";
  finding.actions = {"sagemaker:*"};
  result.findings = {finding};
  return result;
}

void Feed(const SourceFile& file) {
  if (const auto suppressions = Suppressions::Read(file, kRules); suppressions.ok()) {
    AuditResult result = OneFinding();
    suppressions->Apply(result);
    IAMSIFT_CHECK(result.findings.size() == 1);
  }
  if (const auto baseline = ReadBaseline(file); baseline.ok()) {
    AuditResult result = OneFinding();
    CompareWithBaseline(*baseline, result);
    IAMSIFT_CHECK(result.findings[0].baseline != BaselineState::kNone);
  }
}

}  // namespace
}  // namespace iamsift

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  iamsift::Feed(iamsift::SourceFile("in", std::string(reinterpret_cast<const char*>(data), size)));
  return 0;
}
