#include "analyzer/finding/finding.h"

#include <gtest/gtest.h>

#include <set>

namespace iamsift {
namespace {

// Walks an enum from its first to its last value: every name is given, and none twice.
template <typename Enum>
void ExpectDistinctNames(Enum last, std::string_view (*name_of)(Enum)) {
  std::set<std::string_view> names;
  for (int value = 0; value <= static_cast<int>(last); ++value) {
    const std::string_view name = name_of(static_cast<Enum>(value));
    EXPECT_FALSE(name.empty()) << "value " << value;
    EXPECT_TRUE(names.insert(name).second) << name;
  }
}

TEST(EnumNames, AreGivenForEveryValueAndDistinct) {
  ExpectDistinctNames(EvidenceRole::kMisses, &EvidenceRoleName);
  ExpectDistinctNames(PolicyOriginKind::kFile, &PolicyOriginName);
  ExpectDistinctNames(SubjectKind::kDocument, &SubjectKindName);
  ExpectDistinctNames(SuggestionKind::kRepair, &SuggestionKindName);
  ExpectDistinctNames(Tier::kGuarded, &TierName);
  ExpectDistinctNames(DiagnosticLevel::kError, &DiagnosticLevelName);
}

TEST(EnumNames, AreTheOnesThatReadersOfTheFormatsKnow) {
  EXPECT_EQ(EvidenceRoleName(EvidenceRole::kDeniesNothing), "denies-nothing");
  EXPECT_EQ(PolicyOriginName(PolicyOriginKind::kCustomerManaged), "customer-managed");
  EXPECT_EQ(SubjectKindName(SubjectKind::kRole), "role");
  EXPECT_EQ(TierName(Tier::kEquivalent), "equivalent");
}

TEST(Tier, IsFoundByItsName) {
  EXPECT_EQ(TierOf("view"), Tier::kView);
  EXPECT_EQ(TierOf("View"), std::nullopt);
}

TEST(LevelCounts, AddUp) { EXPECT_EQ((LevelCounts{.counts = {1, 2, 3, 4, 5}}).Total(), 15U); }

Findings FindingsOf(std::initializer_list<Severity> severities) {
  Findings findings;
  for (const Severity severity : severities) findings.emplace_back().severity = severity;
  return findings;
}

TEST(CountBySeverity, KeepsCorrectnessApartFromSecurity) {
  const SeverityCounts counted =
      CountBySeverity(FindingsOf({Severity::kHigh, Severity::kError, Severity::kHigh}));
  EXPECT_EQ(counted.Of(Severity::kHigh), 2U);
  EXPECT_EQ(counted.Of(Severity::kError), 1U);
  EXPECT_EQ(counted.Of(Severity::kCritical), 0U);
  EXPECT_EQ(counted.Total(), 3U);
}

struct ThresholdCase {
  Severity found, threshold;
  bool reached;
  std::string_view because;
};

constexpr ThresholdCase kThresholdCases[] = {
    {Severity::kHigh, Severity::kHigh, true, "the threshold itself counts"},
    {Severity::kCritical, Severity::kHigh, true, "what is worse counts"},
    {Severity::kMedium, Severity::kHigh, false, "what is milder does not"},
    {Severity::kError, Severity::kHigh, true, "an error ranks with high"},
    {Severity::kWarning, Severity::kHigh, false, "a warning ranks with medium"},
    {Severity::kNote, Severity::kLow, true, "a note ranks with low"},
};

TEST(AnyFails, ComparesByRank) {
  for (const ThresholdCase& c : kThresholdCases) {
    EXPECT_EQ(AnyFails(FindingsOf({Severity::kInfo, c.found}), RankOf(c.threshold)), c.reached)
        << c.because;
  }
  EXPECT_FALSE(AnyFails({}, RankOf(Severity::kInfo)));
}

TEST(AnyFails, PassesOverWhatIsSuppressedOrOld) {
  Findings findings = FindingsOf({Severity::kHigh});
  findings[0].suppression = Suppression{.reason = "accepted", .until = "2026-09-30"};
  EXPECT_FALSE(AnyFails(findings, RankOf(Severity::kHigh)));
  EXPECT_EQ(CountBySeverity(findings).Total(), 0U);
  findings[0].suppression->is_expired = true;
  EXPECT_TRUE(AnyFails(findings, RankOf(Severity::kHigh)));
  findings[0].baseline = BaselineState::kUnchanged;
  EXPECT_FALSE(AnyFails(findings, RankOf(Severity::kHigh)));
  findings[0].baseline = BaselineState::kNew;
  EXPECT_TRUE(AnyFails(findings, RankOf(Severity::kHigh)));
  EXPECT_EQ(CountBySeverity(findings).Total(), 1U);
}

}  // namespace
}  // namespace iamsift
