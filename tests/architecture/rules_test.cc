// The list of rules against the folder, and each rule against its fixtures. Reads text, so that a
// rule that was forgotten in the list is found at all.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/architecture/source_tree.h"
#include "tests/support/golden.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;

struct RuleSource {
  std::string path, variable, id, name;
  bool is_silent = false;  // registered, and waiting for an input that no run has yet
};

std::string FirstMatch(const std::string& text, const RE2& expression) {
  std::string match;
  RE2::PartialMatch(text, expression, &match);
  return match;
}

std::vector<RuleSource> RulesInFolder() {
  std::vector<RuleSource> rules;
  static const RE2 kRule(R"(constinit const Rule (k\w+) = \{)");
  static const RE2 kId(R"re(\.id = "([^"]+)")re");
  static const RE2 kName(R"re(\.name = "([^"]+)")re");
  for (const SourceText& source : SourcesBelow({"rules"})) {
    if (source.IsHeader() || source.IsTest()) continue;
    re2::StringPiece rest(source.text);
    std::string variable;
    while (RE2::FindAndConsume(&rest, kRule, &variable)) {
      const std::string card(rest.substr(0, rest.find("\n};")));
      rules.push_back({source.path, variable, FirstMatch(card, kId), FirstMatch(card, kName),
                       card.find(".check = &") == std::string::npos});
    }
  }
  return rules;
}

std::string ListOfRules() {
  const fs::path path = fs::path(IAMSIFT_SOURCE_DIR) / "rules/all_rules.cc";
  return fs::exists(path) ? ReadFile(path) : std::string();
}

std::vector<std::string> EntriesOfTheList() {
  std::vector<std::string> entries;
  const std::string list = ListOfRules();
  static const RE2 kEntry(R"(\bRULE\((k\w+)\))");
  re2::StringPiece rest(list);
  for (std::string variable; RE2::FindAndConsume(&rest, kEntry, &variable);) {
    entries.push_back(variable);
  }
  return entries;
}

TEST(Rules, StandInTheListOnce) {
  const std::vector<std::string> entries = EntriesOfTheList();
  for (const RuleSource& rule : RulesInFolder()) {
    EXPECT_EQ(std::count(entries.begin(), entries.end(), rule.variable), 1)
        << rule.path << ": " << rule.variable << " in rules/all_rules.cc";
  }
}

TEST(Rules, OfTheListAllExist) {
  const std::vector<RuleSource> rules = RulesInFolder();
  for (const std::string& variable : EntriesOfTheList()) {
    const bool exists = std::any_of(rules.begin(), rules.end(), [&](const RuleSource& rule) {
      return rule.variable == variable;
    });
    EXPECT_TRUE(exists) << variable << " is in no file of rules/";
  }
}

TEST(Rules, HaveAnIdAndANameOfTheirOwn) {
  std::map<std::string, std::string> seen;
  for (const RuleSource& rule : RulesInFolder()) {
    for (const std::string& name : {rule.id, rule.name}) {
      EXPECT_NE(name, "") << rule.path;
      const auto [other, is_new] = seen.emplace(name, rule.path);
      EXPECT_TRUE(is_new) << rule.path << " and " << other->second << " are both " << name;
    }
  }
}

TEST(Rules, AreNamedForWhatIsWrong) {
  static const RE2 kName("[a-z0-9]+(-[a-z0-9]+)*");
  static const RE2 kVague("^(no|avoid|check)-");
  for (const RuleSource& rule : RulesInFolder()) {
    EXPECT_TRUE(RE2::FullMatch(rule.name, kName)) << rule.name;
    EXPECT_FALSE(RE2::PartialMatch(rule.name, kVague)) << rule.name;
  }
}

bool HasFixture(const fs::path& folder, std::string_view prefix) {
  if (!fs::exists(folder)) return false;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with(prefix)) return true;
  }
  return false;
}

TEST(Rules, HaveAFiringAndAQuietFixture) {
  for (const RuleSource& rule : RulesInFolder()) {
    const fs::path folder = fs::path(IAMSIFT_SOURCE_DIR) / "corpus/rules" / rule.name;
    EXPECT_TRUE(rule.is_silent || HasFixture(folder, "fires_")) << rule.id << ": " << folder;
    EXPECT_TRUE(rule.is_silent || HasFixture(folder, "quiet_")) << rule.id << ": " << folder;
  }
}

}  // namespace
}  // namespace iamsift
