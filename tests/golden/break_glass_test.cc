// Administrators that the configuration knows of.

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

#include "tests/golden/whole_audit.h"

namespace iamsift {
namespace {

std::optional<Severity> SeverityWith(std::string_view break_glass) {
  AuditOptions options = PlainAudit();
  options.rules.break_glass = {std::string(break_glass)};
  const std::string fixture =
      std::string(IAMSIFT_SOURCE_DIR) + "/corpus/rules/administrator/fires_through_a_group.json";
  const auto audit = AuditFiles({fixture}, "", options);
  if (audit == nullptr) return std::nullopt;
  for (const Finding& finding : audit->result.findings) {
    if (finding.card->id == "OB-001") return finding.severity;
  }
  return std::nullopt;
}

struct BreakGlassCase {
  std::string_view configured;
  Severity severity;
  std::string_view because;
};
constexpr BreakGlassCase kBreakGlassCases[] = {
    {"ada", Severity::kHigh, "named by its name"},
    {"arn:aws:iam::111122223333:user/ada", Severity::kHigh, "named by its ARN"},
    {"arn:aws:iam::444455556666:user/ada", Severity::kCritical, "that is somebody else"},
    {"ad", Severity::kCritical, "a part of a name names nobody"},
    {"", Severity::kCritical, "an empty name names nobody"},
};

TEST(BreakGlass, WeighsLessWhereTheConfigurationNamesIt) {
  for (const BreakGlassCase& c : kBreakGlassCases) {
    EXPECT_EQ(SeverityWith(c.configured), c.severity) << c.because;
  }
}

}  // namespace
}  // namespace iamsift
