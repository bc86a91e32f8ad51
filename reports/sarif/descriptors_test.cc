#include "reports/sarif/descriptors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace iamsift {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr RuleCard kHighRule = {
    .id = "OB-010", .severity = Severity::kHigh, .references = "T1098.003 CWE-269 CWE-250"};

struct IdCase {
  Severity severity;
  Confidence confidence;
  std::string_view id, level, score, because;
};

constexpr IdCase kIdCases[] = {
    {Severity::kHigh, Confidence::kCertain, "OB-010", "error", "8.5", "the card's own"},
    {Severity::kMedium, Confidence::kCertain, "OB-010/medium", "warning", "6.0", "milder"},
    {Severity::kHigh, Confidence::kConditional, "OB-010/high-conditional", "error", "7.5",
     "unsure"},
    {Severity::kCritical, Confidence::kConditional, "OB-010/critical-conditional", "error", "9.1",
     "worse and unsure"},
    {Severity::kLow, Confidence::kCertain, "OB-010/low", "note", "3.5", "hardening"},
    {Severity::kInfo, Confidence::kCertain, "OB-010/info", "note", "0.0", "inventory"},
    {Severity::kWarning, Confidence::kCertain, "OB-010/warning", "warning", "",
     "no security alert"},
};

TEST(Descriptor, IsNamedBySeverityAndConfidence) {
  for (const IdCase& c : kIdCases) {
    EXPECT_EQ(DescriptorId({&kHighRule, c.severity, c.confidence}), c.id) << c.because;
    EXPECT_EQ(SarifLevel(c.severity), c.level) << c.because;
    EXPECT_EQ(SecuritySeverity(c.severity, c.confidence), c.score) << c.because;
  }
}

// Some services read the rank, some the score: both must tell the same order.
TEST(SarifRank, RisesWithTheScore) {
  for (const IdCase& c : kIdCases) {
    if (c.score.empty()) continue;
    EXPECT_EQ(SarifRank(c.severity, c.confidence),
              static_cast<int>(std::strtod(c.score.data(), nullptr) * 10 + 0.5));
  }
  for (const Severity a : kSeveritiesWorstFirst) {
    for (const Severity b : kSeveritiesWorstFirst) {
      if (RankOf(a) <= RankOf(b)) continue;
      EXPECT_GT(SarifRank(a, Confidence::kConditional), SarifRank(b, Confidence::kCertain))
          << SeverityName(a) << " against " << SeverityName(b);
    }
  }
}

TEST(Taxonomies, HoldWhatRulesReferTo) {
  const std::vector<Taxonomy> taxonomies = TaxonomiesOf({{.card = &kHighRule}});
  ASSERT_EQ(taxonomies.size(), 2U);
  EXPECT_THAT(taxonomies[0].taxa, ElementsAre("CWE-250", "CWE-269"));
  EXPECT_THAT(taxonomies[1].taxa, ElementsAre("T1098.003"));
}

TEST(Taxonomies, HoldTheControlsOfAFramework) {
  constexpr std::string_view kControls =
      "OB-010\tNIST SP 800-53r5\tAC-6; AC-6(10); AC-6(2)\nOB-010\tSOC 2\tCC6.3\n";
  const RuleTable table = RuleTable::Parse("controls", kControls).value();
  AuditResult result;
  result.rules = {&kHighRule};
  result.controls = &table;
  const Taxonomy taxonomy = FrameworkTaxonomy(result, "NIST SP 800-53r5");
  EXPECT_EQ(taxonomy.name, "NIST SP 800-53");
  EXPECT_EQ(taxonomy.version, "5");
  EXPECT_THAT(taxonomy.taxa, ElementsAre("AC-6", "AC-6(2)", "AC-6(10)"));
  EXPECT_THAT(FrameworkTaxonomy(result, "PCI DSS 4.0").taxa, IsEmpty());
  std::string text;
  JsonWriter json(&text);
  WriteDescriptor({.card = &kHighRule, .severity = Severity::kHigh}, &table, {taxonomy}, json);
  constexpr std::string_view kTarget =
      R"json({"target":{"id":"AC-6(10)","toolComponent":{"name":"NIST SP 800-53")json";
  EXPECT_THAT(text, testing::HasSubstr(std::string(kTarget)));
}

TEST(Taxonomies, AreLeftOutWhenNothingRefersToThem) {
  constexpr RuleCard kPlain = {.id = "HY-001"};
  EXPECT_THAT(TaxonomiesOf({{.card = &kPlain}}), IsEmpty());
}

}  // namespace
}  // namespace iamsift
