// The list of rules against the folder, and each rule against its fixtures. Reads text, so that a
// rule that was forgotten in the list is found at all.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
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

std::string FirstMatch(const std::string& text, const std::string& expression) {
  std::smatch match;
  return std::regex_search(text, match, std::regex(expression)) ? match[1].str() : std::string();
}

std::vector<RuleSource> RulesInFolder() {
  std::vector<RuleSource> rules;
  static const std::regex kRule(R"(constinit const Rule (k\w+) = \{)");
  for (const SourceText& source : SourcesBelow({"rules"})) {
    if (source.IsHeader() || source.IsTest()) continue;
    const std::string& text = source.text;
    for (std::sregex_iterator it(text.begin(), text.end(), kRule), end; it != end; ++it) {
      const std::string card = text.substr(static_cast<size_t>(it->position()));
      rules.push_back({source.path, (*it)[1].str(), FirstMatch(card, R"re(\.id = "([^"]+)")re"),
                       FirstMatch(card, R"re(\.name = "([^"]+)")re"),
                       card.substr(0, card.find("\n};")).find(".check = &") == std::string::npos});
    }
  }
  return rules;
}

std::string ListOfRules() {
  const fs::path path = fs::path(IAMSIFT_SOURCE_DIR) / "rules/all_rules.cc";
  return fs::exists(path) ? ReadFile(path) : std::string();
}

TEST(Rules, StandInTheListOnce) {
  const std::string list = ListOfRules();
  for (const RuleSource& rule : RulesInFolder()) {
    const std::regex entry(R"(\bRULE\()" + rule.variable + R"(\))");
    const auto entries = std::distance(std::sregex_iterator(list.begin(), list.end(), entry),
                                       std::sregex_iterator());
    EXPECT_EQ(entries, 1) << rule.path << ": " << rule.variable << " in rules/all_rules.cc";
  }
}

TEST(Rules, OfTheListAllExist) {
  const std::string list = ListOfRules();
  const std::vector<RuleSource> rules = RulesInFolder();
  static const std::regex kEntry(R"(\bRULE\((k\w+)\))");
  for (std::sregex_iterator it(list.begin(), list.end(), kEntry), end; it != end; ++it) {
    const std::string variable = (*it)[1].str();
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
  static const std::regex kName("[a-z0-9]+(-[a-z0-9]+)*");
  for (const RuleSource& rule : RulesInFolder()) {
    EXPECT_TRUE(std::regex_match(rule.name, kName)) << rule.name;
    EXPECT_FALSE(std::regex_search(rule.name, std::regex("^(no|avoid|check)-"))) << rule.name;
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
