// rules/README.md is written from the cards: UPDATE_GOLDEN=1 writes it anew.

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "analyzer/base/text.h"
#include "rules/all_rules.h"
#include "tests/support/golden.h"

namespace iamsift {
namespace {

constexpr std::string_view kHead = R"(# Rules

Written from the cards by a test; `iamsift explain ID` shows a card whole. Severity is the card's: a
finding may carry its own. Rules without a check wait for an input that no run has yet.

| id | name | severity | what is wrong |
|---|---|---|---|
)";

std::string RowOf(const Rule& rule) {
  const RuleCard& card = rule.card;
  const bool is_silent = std::holds_alternative<std::monostate>(rule.check);
  return Concat({"| ", card.id, " | ", card.name, " | ",
                 is_silent ? "not checked yet" : SeverityName(card.severity), " | ", card.title,
                 " |\n"});
}

TEST(RulesReadme, IsWrittenFromTheCards) {
  std::string text(kHead);
  for (const Rule* const rule : AllRules()) text += RowOf(*rule);
  EXPECT_TRUE(MatchesGolden(text, std::filesystem::path(IAMSIFT_SOURCE_DIR) / "rules/README.md"));
}

}  // namespace
}  // namespace iamsift
