// A change that is said to close an escalation does so: every one that the corpus shows is made in
// the input, which is then audited anew.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/match/unlisted_actions.h"
#include "rules/all_rules.h"
#include "tests/golden/fixtures.h"
#include "tests/golden/whole_audit.h"
#include "tests/support/golden.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kHarmless = "sts:GetCallerIdentity";

// All that the pattern stands for, but for what is taken.
void AddRest(const std::string& pattern, const std::vector<std::string>& taken, Json& rest) {
  const Catalog catalog = Catalog::Embedded();
  const auto is_taken = [&](std::string_view action) {
    return std::ranges::any_of(
        taken, [&](const std::string& one) { return EqualsIgnoreCase(one, action); });
  };
  const bool takes_some = std::ranges::any_of(
      taken, [&](const std::string& one) { return GlobMatchesIgnoreCase(pattern, one); });
  if (!takes_some) {
    rest.push_back(pattern);
    return;
  }
  for (size_t i = 0; i < catalog.ActionCount(); ++i) {
    const std::string name = catalog.ActionFullName(ActionId{static_cast<uint16_t>(i)});
    if (GlobMatchesIgnoreCase(pattern, name) && !is_taken(name)) rest.push_back(name);
  }
}

Json AsList(const Json& value) { return value.is_array() ? value : Json::array({value}); }

void TakeOut(const std::vector<std::string>& actions, Json& statement) {
  if (statement.contains("NotAction")) {
    Json spared = AsList(statement["NotAction"]);
    for (const std::string& action : actions) spared.push_back(action);
    statement["NotAction"] = spared;
    return;
  }
  Json rest = Json::array();
  for (const Json& item : AsList(statement["Action"])) {
    AddRest(item.get<std::string>(), actions, rest);
  }
  if (rest.empty()) rest.push_back(kHarmless);
  statement["Action"] = rest;
}

// Both lead to one of the same, or are told in the same words.
bool Overlap(const Finding& a, const Finding& b) {
  if (a.resources.empty() || b.resources.empty()) return a.message == b.message;
  return std::ranges::any_of(a.resources,
                             [&](std::string_view each) { return b.resources.Contains(each); });
}

// Something that the finding told of is still told of the principal that was asked.
bool IsStillTold(const Finding& told, const Finding& finding) {
  const bool is_of_rules =
      finding.card->id == told.card->id || told.also.Contains(finding.card->id);
  return is_of_rules && std::ranges::count(finding.affects, told.affects.front()) != 0 &&
         Overlap(told, finding);
}

// Makes at most `most` changes, since most say the same of other paths. Returns how many.
int MakeSome(const fs::path& input, int most) {
  const std::string text = ReadFile(input);
  const auto audit =
      AuditText(input.filename().string(), text, "111122223333", PlainAudit(), KindIn(input));
  if (audit == nullptr) return 0;
  const Json original = Json::parse(text, nullptr, false, true);
  int made = 0;
  std::set<std::string> seen;
  for (const Finding& finding : audit->result.findings) {
    if (made >= most) break;
    const bool is_made_here = finding.closing != nullptr &&
                              finding.closing->kind == ClosingKind::kTakeOut &&
                              finding.card->id != "PE-900" && !original.is_discarded();
    if (!is_made_here) continue;
    Json changed = original;
    const bool is_whole = std::ranges::all_of(finding.closing->places, [&](const Place& place) {
      const Json::json_pointer pointer(place.json_pointer.str());
      if (!changed.contains(pointer)) return false;
      TakeOut(finding.closing->actions.Strings(), changed[pointer]);
      return true;
    });
    if (!is_whole || !seen.insert(finding.closing->text.str()).second) continue;
    ++made;
    const auto again = AuditText(input.filename().string(), changed.dump(), "111122223333",
                                 PlainAudit(), KindIn(input));
    for (const Finding& left : again->result.findings) {
      EXPECT_FALSE(IsStillTold(finding, left))
          << input << ": " << finding.card->id << " " << finding.message << "\n"
          << finding.closing->text << "\nyet " << left.card->id << " " << left.message;
    }
  }
  return made;
}

TEST(Closings, CloseWhatTheFixturesOfRulesShow) {
  std::set<std::string_view> escalations;
  for (const Rule* const rule : AllRules()) {
    if (rule->card.id.starts_with("PE-")) escalations.insert(rule->card.name);
  }
  int made = 0;
  for (const fs::directory_entry& folder :
       fs::directory_iterator(fs::path(IAMSIFT_SOURCE_DIR) / "corpus/rules")) {
    if (!escalations.contains(std::string_view(folder.path().filename().native()))) continue;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
      if (entry.path().filename().string().starts_with("fires_") &&
          entry.path().extension() == ".json") {
        made += MakeSome(entry.path(), 2);
      }
    }
  }
  EXPECT_GT(made, 100);
}

TEST(Closings, CloseWhatTheSampleAccountShows) {
  const fs::path account = fs::path(IAMSIFT_SOURCE_DIR) / "corpus/accounts/ml-company/export.json";
  EXPECT_EQ(MakeSome(account, 3), 3);
}

}  // namespace
}  // namespace iamsift
