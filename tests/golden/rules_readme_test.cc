// rules/README.md and rules/pages/ are written from the cards, the examples and the tables:
// UPDATE_GOLDEN=1 writes them anew.

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "analyzer/base/text.h"
#include "analyzer/finding/rule_selector.h"
#include "rules/all_rules.h"
#include "rules/rule_page.h"
#include "tests/support/golden.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHead = R"(# Rules

Written from the cards by a test; `iamsift explain ID` shows a page, `iamsift rules` the list. Severity is the
card's: a finding may carry its own. Rules without a check wait for an input that no run has yet.

| id | name | severity | what is wrong |
|---|---|---|---|
)";

const fs::path& Folder() {
  static const fs::path kFolder = fs::path(IAMSIFT_SOURCE_DIR) / "rules";
  return kFolder;
}

// What the heading `## OB-003 whole-service-everywhere` is called in a link.
std::string LinkTo(const RuleCard& card) {
  return Concat({"pages/", FamilyOf(card.id), ".md#", AsciiLower(card.id), "-", card.name});
}

std::string RowOf(const Rule& rule) {
  const RuleCard& card = rule.card;
  const bool is_silent = std::holds_alternative<std::monostate>(rule.check);
  return Concat({"| [", card.id, "](", LinkTo(card), ") | ", card.name, " | ",
                 is_silent ? "not checked yet" : SeverityName(card.severity), " | ", card.title,
                 " |\n"});
}

TEST(RulesReadme, IsWrittenFromTheCards) {
  std::string text(kHead);
  for (const Rule* const rule : AllRules()) text += RowOf(*rule);
  EXPECT_TRUE(MatchesGolden(text, Folder() / "README.md"));
}

TEST(RulePages, AreWrittenFromCardsExamplesAndTables) {
  const absl::StatusOr<RuleBook> book = RuleBook::Open();
  ASSERT_TRUE(book.ok()) << book.status();
  std::map<std::string, std::string> pages;
  for (const Rule* const rule : AllRules()) {
    const RulePage page = book->PageOf(*rule);
    std::string& text = pages[std::string(page.family)];
    if (text.empty()) text = Concat({"# ", page.family, ": ", page.family_title, "\n"});
    text += Concat({"\n", MarkdownOf(page)});
  }
  for (const auto& [family, text] : pages) {
    EXPECT_TRUE(MatchesGolden(text, Folder() / "pages" / (family + ".md")));
  }
}

TEST(RulePages, ComeWithAnAttackAndAFamily) {
  const absl::StatusOr<RuleBook> book = RuleBook::Open();
  ASSERT_TRUE(book.ok()) << book.status();
  for (const Rule* const rule : AllRules()) {
    const RulePage page = book->PageOf(*rule);
    EXPECT_NE(page.attack, "") << rule->card.id << ": facts/attacks.tsv";
    EXPECT_NE(page.family_title, "") << rule->card.id;
  }
}

}  // namespace
}  // namespace iamsift
