// The seeds against what must be found in them. Findings of rules that exist must match exactly,
// both ways; rules still to come are named below, and nowhere else.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/text.h"
#include "analyzer/match/compiled_document.h"
#include "analyzer/policy/parse.h"
#include "rules/all_rules.h"
#include "tests/golden/whole_audit.h"
#include "tests/support/golden.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// Of the account as a whole, not of the seed.
constexpr std::string_view kNotCompared[] = {"HY-008", "HY-020"};

template <typename List>
bool IsIn(const List& list, std::string_view item) {
  return std::ranges::find(list, item) != std::end(list);
}

bool Exists(std::string_view id) {
  return std::ranges::any_of(AllRules(), [&](const Rule* rule) { return rule->card.id == id; });
}

fs::path SeedFolder() { return fs::path(IAMSIFT_SOURCE_DIR) / "corpus/seeds"; }

// By value: a loop over a part of a temporary would see nothing.
std::vector<json> Seeds() {
  return json::parse(ReadFile(SeedFolder() / "expected.json"))["seeds"].get<std::vector<json>>();
}

std::string TextOf(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? "" : found->get<std::string>();
}

std::string SeverityIn(const json& expected) {
  const std::string text = TextOf(expected, "severity");
  if (text == "E") return "error";
  if (text == "W") return "warning";
  return text == "N" ? "note" : text;
}

bool SameSet(const json& expected, std::vector<std::string> found) {
  std::vector<std::string> wanted = expected.get<std::vector<std::string>>();
  std::ranges::sort(wanted);
  std::ranges::sort(found);
  return wanted == found;
}

// The document that `at` points into, and the holder, where the expectation names them.
bool IsAbout(const json& expected, const Finding& finding) {
  const std::string policy = TextOf(expected, "policy"), role = TextOf(expected, "role"),
                    group = TextOf(expected, "group");
  if (!policy.empty() && finding.policy.name != policy) return false;
  if (!group.empty() && !finding.subject.str().ends_with(Concat({"/", group}))) return false;
  if (role.empty()) return true;
  return finding.policy.kind == PolicyOriginKind::kTrust &&
         finding.policy.owner.str().ends_with(Concat({"/", role}));
}

bool IsAt(const json& expected, const Finding& finding) {
  if (!expected.contains("at")) return true;
  const bool in_document = expected.contains("policy") || expected.contains("role");
  return expected["at"] ==
         (in_document ? finding.place.document_pointer : finding.place.json_pointer).str();
}

bool SaysTheSame(const json& expected, const Finding& finding) {
  if (expected.contains("confidence") &&
      expected["confidence"] != ConfidenceName(finding.confidence)) {
    return false;
  }
  if (expected.contains("needs") && !SameSet(expected["needs"], finding.assumptions.Strings()))
    return false;
  if (expected.contains("becomes") && !SameSet(expected["becomes"], finding.also.Strings()))
    return false;
  if (expected.contains("also") && !SameSet(expected["also"], finding.also.Strings())) return false;
  if (expected.contains("actions") && !SameSet(expected["actions"], finding.actions.Strings()))
    return false;
  if (expected.contains("suggest") && TextOf(expected, "suggest") != finding.suggestion) {
    return false;
  }
  if (expected.contains("fact") && finding.message.str().find(Concat({"`", TextOf(expected, "fact"),
                                                                      "`"})) == std::string::npos) {
    return false;
  }
  return !expected.contains("nearest") || expected["nearest"] == finding.nearest.str();
}

bool Meets(const json& expected, const Finding& finding) {
  return expected["rule"] == finding.card->id &&
         SeverityIn(expected) == SeverityName(finding.severity) && IsAbout(expected, finding) &&
         IsAt(expected, finding) && SaysTheSame(expected, finding);
}

std::string Describe(const Finding& finding) {
  return Concat({finding.card->id, " ", SeverityName(finding.severity), " at `",
                 finding.place.json_pointer, "`: ", finding.message, " [",
                 Join(finding.actions, " "), "]"});
}

void CompareFindings(const json& seed, const AuditResult& result) {
  std::vector<const Finding*> left;
  for (const Finding& finding : result.findings) {
    if (!IsIn(kNotCompared, finding.card->id)) left.push_back(&finding);
  }
  for (const json& expected : seed["expect"]) {
    if (!Exists(expected["rule"].get<std::string>())) continue;
    const auto met = std::ranges::find_if(
        left, [&](const Finding* finding) { return Meets(expected, *finding); });
    EXPECT_NE(met, left.end()) << "is missing: " << expected.dump();
    if (met != left.end()) left.erase(met);
  }
  for (const Finding* const finding : left)
    ADD_FAILURE() << "is not expected: " << Describe(*finding);
}

void CompareAbsent(const json& seed, const AuditResult& result) {
  for (const json& entry : seed.value("absent", json::array())) {
    std::string id = entry.get<std::string>();
    const bool is_prefix = id.ends_with('*');
    if (is_prefix) id.pop_back();
    for (const Finding& finding : result.findings) {
      const bool is_meant = is_prefix ? finding.card->id.starts_with(id) : finding.card->id == id;
      EXPECT_FALSE(is_meant) << "must not be: " << Describe(finding);
    }
  }
}

// What the documents of a suggestion allow together.
ActionSet AllowedBy(const Catalog& catalog, const SuggestionRow& row) {
  ActionSet allowed(catalog);
  PolicyParser parser;
  Arena arena;
  for (const SharedText& policy : row.policies) {
    const SourceFile padded("suggestion", policy.str());
    const PolicyDocument document = parser.Parse(padded.text(), PolicyKind::kIdentity, arena);
    for (const CompiledStatement& statement : CompileDocument(catalog, document).statements) {
      if (statement.effect == Effect::kAllow) allowed |= statement.actions;
    }
  }
  return allowed;
}

bool StaysBelow(const Catalog& catalog, const ActionSet& actions, const std::string& level) {
  for (const AccessLevel above : {AccessLevel::kPermissionsManagement, AccessLevel::kWrite,
                                  AccessLevel::kTagging, AccessLevel::kRead, AccessLevel::kList}) {
    if (level == LevelName(above)) return true;
    if (actions.Intersects(catalog.MaskOf(above))) return false;
  }
  return false;
}

// `"action"` as an entry, or matched by one.
bool Holds(const Catalog& catalog, const SuggestionRow& row, const std::string& action) {
  if (const auto known = catalog.FindAction(action)) {
    return AllowedBy(catalog, row).Contains(*known);
  }
  return Join(row.policies, "\n").find(Concat({"\"", action, "\""})) != std::string::npos;
}

bool HasNumber(const json& expected, const char* key, long long found) {
  return !expected.contains(key) || expected[key] == found;
}

bool ShowsCounts(const json& expected, const SuggestionRow& row) {
  return HasNumber(expected, "actions_before", row.actions_before) &&
         HasNumber(expected, "actions_after", row.actions_after) &&
         HasNumber(expected, "breadth_before", row.breadth_before) &&
         HasNumber(expected, "breadth_after", row.breadth_after);
}

bool Shows(const Catalog& catalog, const json& expected, const SuggestionRow& row) {
  const std::string text = Join(row.policies, "\n");
  const auto is_written = [&](const json& word) {
    return text.find(word.get<std::string>()) != std::string::npos;
  };
  const auto is_held = [&](const json& action) {
    return Holds(catalog, row, action.get<std::string>());
  };
  if (row.kind != SuggestionKind::kNarrowing || !ShowsCounts(expected, row)) return false;
  if (expected.contains("tier") && expected["tier"] != TierName(row.tier)) return false;
  if (std::ranges::any_of(expected.value("drops", json::array()), is_held)) return false;
  if (!std::ranges::all_of(expected.value("unscopable", json::array()), is_held)) return false;
  if (!std::ranges::all_of(expected.value("adds_conditions", json::array()), is_written)) {
    return false;
  }
  if (expected.contains("resource") && !is_written(expected["resource"])) return false;
  return !expected.contains("max_level") ||
         StaysBelow(catalog, AllowedBy(catalog, row), TextOf(expected, "max_level"));
}

std::string Describe(const SuggestionRow& row) {
  return Concat({"\n", SuggestionKindName(row.kind), " ", TierName(row.tier), " breadth ",
                 std::to_string(row.breadth_before), " to ", std::to_string(row.breadth_after),
                 ", actions ", std::to_string(row.actions_before), " to ",
                 std::to_string(row.actions_after), ", adds ", Join(row.actions_added, "; "), "\n",
                 Join(row.policies, "\n")});
}

std::string Describe(const std::vector<SuggestionRow>& rows) {
  std::string text;
  for (const SuggestionRow& row : rows) text += Describe(row);
  return text;
}

void CompareSuggestions(const json& seed, const std::vector<SuggestionRow>& rows) {
  const Catalog catalog = Catalog::Embedded();
  if (seed.contains("narrowing")) {
    EXPECT_TRUE(std::ranges::any_of(
        rows, [&](const SuggestionRow& row) { return Shows(catalog, seed["narrowing"], row); }))
        << seed["narrowing"].dump() << Describe(rows);
  }
  if (!seed.contains("repair")) return;
  for (const json& added : seed["repair"]["adds"]) {
    const std::string line = Concat({TextOf(added, "action"), " on ", TextOf(added, "resource")});
    EXPECT_TRUE(std::ranges::any_of(rows,
                                    [&](const SuggestionRow& row) {
                                      return row.kind == SuggestionKind::kRepair &&
                                             IsIn(row.actions_added, line);
                                    }))
        << line << Describe(rows);
  }
}

TEST(Seeds, GiveExactlyWhatIsExpected) {
  AuditOptions options = PlainAudit();
  options.suggest = true;
  for (const json& seed : Seeds()) {
    const std::string input = TextOf(seed, "input");
    SCOPED_TRACE(input);
    const auto audit =
        AuditFiles({(SeedFolder() / input).string()}, TextOf(seed["options"], "account"), options);
    ASSERT_NE(audit, nullptr);
    CompareFindings(seed, audit->result);
    CompareAbsent(seed, audit->result);
    CompareSuggestions(seed, audit->result.suggestions);
  }
}

TEST(Seeds, ExpectRulesThatExist) {
  for (const json& seed : Seeds()) {
    for (const json& expected : seed["expect"]) {
      EXPECT_TRUE(Exists(expected["rule"].get<std::string>())) << expected["rule"];
    }
  }
}

TEST(Seeds, AreSix) { EXPECT_EQ(Seeds().size(), 6); }

// A seed without an expectation would be compared with nothing.
TEST(Seeds, AreAllExpected) {
  std::set<std::string> named;
  for (const json& seed : Seeds()) named.insert(TextOf(seed, "input"));
  for (const fs::directory_entry& entry : fs::directory_iterator(SeedFolder())) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".json") || name == "expected.json") continue;
    EXPECT_TRUE(named.contains(name)) << name;
  }
}

}  // namespace
}  // namespace iamsift
