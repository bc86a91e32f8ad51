// Every rule over its own fixtures: what fires is written down beside it, what is quiet stays so.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "analyzer/audit/baseline.h"
#include "analyzer/base/text.h"
#include "analyzer/policy/parse.h"
#include "rules/all_rules.h"
#include "tests/golden/fixtures.h"
#include "tests/golden/whole_audit.h"
#include "tests/support/golden.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;

constexpr size_t kActionsShown = 12;

std::string DescribeActions(const SharedTexts& actions) {
  if (actions.size() <= kActionsShown) return Join(actions, " ");
  return Concat({Thousands(actions.size()), " from ", actions.front(), " to ", actions.back()});
}

std::string Describe(const Finding& finding) {
  std::string text =
      Concat({finding.card->id, " ", SeverityName(finding.severity), " ",
              ConfidenceName(finding.confidence), " at `", finding.place.json_pointer, "`\n"});
  const auto line = [&](std::string_view label, std::string_view value) {
    if (!value.empty()) text += Concat({"  ", label, ": ", value, "\n"});
  };
  line("says", finding.message);
  line("needs", Join(finding.assumptions, " "));
  line("actions", DescribeActions(finding.actions));
  line("also", Join(finding.also, " "));
  line("suggests", finding.suggestion);
  line("nearest", finding.nearest);
  if (finding.closing != nullptr) line("close", finding.closing->text);
  line("affects", std::to_string(finding.affects.size()));
  return text;
}

// The fixture is known by its name, wherever the repository lies.
std::string WithoutFolder(std::string text, const fs::path& fixture) {
  const std::string path = fixture.string();
  for (size_t at = text.find(path); at != std::string::npos; at = text.find(path)) {
    text.replace(at, path.size(), fixture.filename().string());
  }
  return text;
}

// What the fixture's roles could do before, where a baseline `….previous` lies beside it.
std::vector<PreviousRole> PreviousRolesOf(fs::path fixture) {
  const fs::path file = fixture.replace_extension(".previous");
  if (!fs::exists(file)) return {};
  absl::StatusOr<Baseline> baseline = ReadBaseline(SourceFile(file.string(), ReadFile(file)));
  if (baseline.ok()) return std::move(baseline->roles);
  ADD_FAILURE() << baseline.status();
  return {};
}

// The findings of one rule; the others only take part in what absorbs what.
std::string AuditToText(const fs::path& fixture, const Rule& rule) {
  const std::vector<PreviousRole> previous = PreviousRolesOf(fixture);
  AuditOptions options = PlainAudit();
  options.rules.previous_roles = previous;
  const auto audit =
      AuditFiles({fixture.string()}, "111122223333", options, KindIn(fixture), AroundOf(fixture));
  std::string text;
  if (audit == nullptr) return text;
  for (const absl::Status& error : audit->loaded.errors) ADD_FAILURE() << error;
  std::vector<std::string> found;
  for (const Finding& finding : audit->result.findings) {
    if (IsOf(finding, rule.card.id)) found.push_back(WithoutFolder(Describe(finding), fixture));
  }
  std::ranges::sort(found);
  return Join(found, "");
}

class RuleGolden : public testing::TestWithParam<const Rule*> {
 protected:
  static bool IsSilent() { return std::holds_alternative<std::monostate>(GetParam()->check); }
};

TEST_P(RuleGolden, HasAFiringAndAQuietFixture) {
  if (IsSilent()) GTEST_SKIP() << "waits for an input that no run has yet";
  const RuleFixtures fixtures = FixturesOf(GetParam()->card.name);
  EXPECT_FALSE(fixtures.firing.empty()) << GetParam()->card.name;
  EXPECT_FALSE(fixtures.quiet.empty()) << GetParam()->card.name;
}

TEST_P(RuleGolden, ReportsWhatItsFiringFixturesExpect) {
  for (const fs::path& fixture : FixturesOf(GetParam()->card.name).firing) {
    const std::string found = AuditToText(fixture, *GetParam());
    EXPECT_NE(found, "") << fixture << " does not fire";
    fs::path expected = fixture;
    EXPECT_TRUE(MatchesGolden(found, expected.replace_extension(".expected")));
  }
}

TEST_P(RuleGolden, SaysNothingOfItsQuietFixtures) {
  for (const fs::path& fixture : FixturesOf(GetParam()->card.name).quiet) {
    EXPECT_EQ(AuditToText(fixture, *GetParam()), "") << fixture;
  }
}

std::string RuleTestName(const testing::TestParamInfo<const Rule*>& info) {
  std::string name(info.param->card.id);
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(EveryRule, RuleGolden, testing::ValuesIn(AllRules()), RuleTestName);

// A folder that no rule is named for would be tested by nobody.
TEST(RuleFixtures, BelongToRules) {
  for (const fs::directory_entry& entry :
       fs::directory_iterator(fs::path(IAMSIFT_SOURCE_DIR) / "corpus/rules")) {
    if (!entry.is_directory()) continue;
    const std::string name = entry.path().filename().string();
    EXPECT_TRUE(std::ranges::any_of(AllRules(), [&](const Rule* rule) {
      return rule->card.name == name;
    })) << name;
  }
}

}  // namespace
}  // namespace iamsift
