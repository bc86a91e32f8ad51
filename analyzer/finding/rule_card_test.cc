#include "analyzer/finding/rule_card.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace iamsift {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct SeverityCase {
  Severity severity;
  std::string_view name;
  int rank;
  bool is_correctness;
  std::string_view because;
};

constexpr SeverityCase kSeverityCases[] = {
    {Severity::kCritical, "critical", 4, false, "anyone becomes administrator"},
    {Severity::kHigh, "high", 3, false, "a more privileged principal is in reach"},
    {Severity::kError, "error", 3, true, "a correctness error ranks with high"},
    {Severity::kMedium, "medium", 2, false, "excess that matters once an identity is lost"},
    {Severity::kWarning, "warning", 2, true, "a correctness warning ranks with medium"},
    {Severity::kLow, "low", 1, false, "hardening"},
    {Severity::kNote, "note", 1, true, "a correctness note ranks with low"},
    {Severity::kInfo, "info", 0, false, "inventory"},
};

TEST(Severity, HasANameARankAndAKind) {
  for (const SeverityCase& c : kSeverityCases) {
    EXPECT_EQ(SeverityName(c.severity), c.name) << c.because;
    EXPECT_EQ(SeverityOf(c.name), c.severity) << c.because;
    EXPECT_EQ(RankOf(c.severity), c.rank) << c.because;
    EXPECT_EQ(IsCorrectness(c.severity), c.is_correctness) << c.because;
  }
}

TEST(Severity, OfAnUnknownNameIsNothing) {
  EXPECT_EQ(SeverityOf("High"), std::nullopt);
  EXPECT_EQ(SeverityOf(""), std::nullopt);
}

TEST(Severity, ListHoldsEachOnceWithTheWorstFirst) {
  std::set<Severity> seen;
  int rank = RankOf(Severity::kCritical);
  for (const Severity severity : kSeveritiesWorstFirst) {
    EXPECT_TRUE(seen.insert(severity).second) << SeverityName(severity);
    EXPECT_LE(RankOf(severity), rank) << SeverityName(severity);
    rank = RankOf(severity);
  }
  EXPECT_EQ(seen.size(), std::size(kSeverityCases));
}

TEST(RuleCard, SplitsItsListsWithoutEmptyParts) {
  const RuleCard card = {.references = "CWE-269  T1098.003"};
  EXPECT_THAT(card.ReferenceList(), ElementsAre("CWE-269", "T1098.003"));
  EXPECT_THAT(RuleCard{}.ReferenceList(), IsEmpty());
}

TEST(Confidence, HasTheNamesThatFormatsWrite) {
  EXPECT_EQ(ConfidenceName(Confidence::kCertain), "certain");
  EXPECT_EQ(ConfidenceName(Confidence::kConditional), "conditional");
}

}  // namespace
}  // namespace iamsift
