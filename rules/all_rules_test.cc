#include "rules/all_rules.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace iamsift {
namespace {

TEST(AllRules, AreSortedByIdAndOnce) {
  EXPECT_TRUE(std::ranges::is_sorted(AllRules(), std::ranges::less_equal(),
                                     [](const Rule* rule) { return rule->card.id; }));
}

TEST(AllRules, HaveWholeCards) {
  for (const Rule* const rule : AllRules()) {
    const RuleCard& card = rule->card;
    EXPECT_FALSE(card.name.empty()) << card.id;
    EXPECT_FALSE(card.title.empty() || card.title.ends_with('.')) << card.id;
    EXPECT_TRUE(card.why.ends_with('.')) << card.id;
    EXPECT_TRUE(card.remedy.ends_with('.')) << card.id;
    // A guardrail that stops nothing is a hole, whatever the slip behind it; of the trust policies,
    // one rule speaks of what IAM refuses.
    const bool is_correctness =
        (card.id.starts_with("LINT-") && card.id != "LINT-505") || card.id == "TR-008";
    EXPECT_EQ(IsCorrectness(card.severity), is_correctness) << card.id;
  }
}

TEST(AllRules, ReferToWeaknessesAndTechniques) {
  for (const Rule* const rule : AllRules()) {
    for (const std::string_view reference : rule->card.ReferenceList()) {
      EXPECT_TRUE(reference.starts_with("CWE-") || reference.starts_with("T1")) << reference;
    }
  }
}

}  // namespace
}  // namespace iamsift
