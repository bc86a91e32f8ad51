#include "analyzer/audit/absorb.h"

#include <gtest/gtest.h>

namespace iamsift {
namespace {

Hit HitOf(const RuleCard& card, int statement) {
  Hit hit;
  hit.card = &card;
  hit.at.statement = statement;
  return hit;
}

constexpr RuleCard kWholeService = {.id = "OB-003"};
constexpr RuleCard kWildcard = {.id = "OB-005"};
constexpr RuleCard kPassRole = {.id = "OB-010"};
constexpr RuleCard kCovered = {.id = "LINT-107"};
constexpr RuleCard kUnknown = {.id = "LINT-102"};

TEST(AbsorbGrantHits, SilencesThePartsOnTheSameStatementOnly) {
  std::vector<Hit> hits = {HitOf(kWildcard, 0), HitOf(kWholeService, 0), HitOf(kPassRole, 0),
                           HitOf(kWildcard, 1)};
  AbsorbGrantHits(hits);
  ASSERT_EQ(hits.size(), 3u);
  EXPECT_EQ(hits[0].card->id, "OB-003");
  EXPECT_EQ(hits[1].card->id, "OB-010") << "no part of a service wildcard";
  EXPECT_EQ(hits[2].at.statement, 1) << "another statement";
}

TEST(AbsorbDocumentHits, SilencesCoveredEntriesButNotFaults) {
  const std::vector<Hit> wholes = {HitOf(kWholeService, 0)};
  std::vector<Hit> hits = {HitOf(kCovered, 0), HitOf(kUnknown, 0), HitOf(kCovered, 2)};
  AbsorbDocumentHits(wholes, hits);
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_EQ(hits[0].card->id, "LINT-102");
  EXPECT_EQ(hits[1].at.statement, 2);
}

}  // namespace
}  // namespace iamsift
