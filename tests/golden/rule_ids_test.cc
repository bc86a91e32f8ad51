// The ids of the rule book against what is registered, and the names that rules use against the
// catalog.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/finding/rule_selector.h"
#include "rules/all_rules.h"
#include "rules/facts.h"
#include "rules/rule_page.h"
#include "tests/support/golden.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(IAMSIFT_SOURCE_DIR) / "tests/golden";

std::vector<std::string> LinesOf(std::string_view file) {
  const std::string text = ReadFile(kFolder / file);
  std::vector<std::string> lines;
  for (const std::string_view line : Split(text, '\n')) {
    if (!line.empty() && line.front() != '#') lines.emplace_back(line);
  }
  return lines;
}

TEST(RuleIds, AreRegistered) {
  std::vector<std::string> registered;
  for (const Rule* const rule : AllRules()) registered.emplace_back(rule->card.id);
  EXPECT_EQ(registered, LinesOf("rule_ids.txt")) << "rule_ids.txt has every id, sorted";
}

// What RULES 9 gives no controls: nobody forgot them.
constexpr std::string_view kWithoutControls[] = {"PE-900", "TR-014", "TR-015", "TR-016", "TR-017",
                                                 "TR-018", "TR-019", "TR-020", "TR-035"};

TEST(RuleIds, HaveControls) {
  const absl::StatusOr<RuleTable> controls = EmbeddedControls();
  ASSERT_TRUE(controls.ok()) << controls.status();
  for (const std::string& id : LinesOf("rule_ids.txt")) {
    const bool has_none = std::ranges::count(kWithoutControls, std::string_view(id)) > 0;
    EXPECT_EQ(controls->Of(id).empty(), has_none) << id;
  }
}

TEST(RuleTables, MeanRulesOfTheBook) {
  const std::vector<std::string> ids = LinesOf("rule_ids.txt");
  for (const auto& table : {EmbeddedControls(), EmbeddedPeers(), EmbeddedAttacks()}) {
    ASSERT_TRUE(table.ok()) << table.status();
    for (const std::string_view selector : table->Selectors()) {
      EXPECT_TRUE(std::ranges::any_of(ids, [&](const std::string& id) {
        return SelectsRule(selector, id, {});
      })) << selector;
    }
  }
}

bool IsWordByte(char c) { return IsAsciiLetter(c) || IsAsciiDigit(c) || c == '-'; }

// `service:Name` in a text: lower case before the colon, a capital behind it, no wildcard after.
std::vector<std::string> NamesIn(std::string_view text) {
  std::vector<std::string> names;
  for (size_t colon = text.find(':'); colon != std::string_view::npos;
       colon = text.find(':', colon + 1)) {
    size_t begin = colon, end = colon + 1;
    while (begin > 0 && IsWordByte(text[begin - 1])) --begin;
    while (end < text.size() && IsWordByte(text[end])) ++end;
    const bool is_inside_an_arn = begin > 0 && text[begin - 1] == ':';
    const bool has_name =
        begin < colon && end > colon + 1 && text[colon + 1] >= 'A' && text[colon + 1] <= 'Z';
    const bool has_wildcard = end < text.size() && (text[end] == '*' || text[end] == '(');
    if (has_name && !has_wildcard && !is_inside_an_arn) {
      names.emplace_back(text.substr(begin, end - begin));
    }
  }
  return names;
}

// An action, a retired one, or a condition key; `service:Name` stands for any action.
bool IsKnown(const Catalog& catalog, const std::string& name) {
  return name == "service:Name" || catalog.FindAction(name) || catalog.FindRetiredAction(name) ||
         catalog.FindConditionKey(name) || catalog.FindConditionKey(name + "/tag");
}

TEST(RuleTexts, NameWhatTheCatalogKnows) {
  const Catalog catalog = Catalog::Embedded();
  const absl::StatusOr<RuleBook> book = RuleBook::Open();
  ASSERT_TRUE(book.ok()) << book.status();
  for (const Rule* const rule : AllRules()) {
    const RulePage page = book->PageOf(*rule);
    for (const std::string_view text :
         {page.card->title, page.card->why, page.card->remedy, page.attack}) {
      for (const std::string& name : NamesIn(text)) {
        EXPECT_TRUE(IsKnown(catalog, name)) << rule->card.id << " names " << name;
      }
    }
  }
}

}  // namespace
}  // namespace iamsift
