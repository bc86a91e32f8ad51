// The examples of `iamsift explain`: the smallest fixture of each rule that fires and the smallest
// that is quiet, written to rules/facts/examples.txt by UPDATE_GOLDEN=1. What is written is run.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/base/text.h"
#include "rules/all_rules.h"
#include "rules/facts.h"
#include "rules/rule_page.h"
#include "tests/golden/fixtures.h"
#include "tests/golden/whole_audit.h"
#include "tests/support/golden.h"

namespace iamsift {
namespace {

namespace fs = std::filesystem;

// As `scan` sees it in a file, without what the folder says.
Findings FoundIn(const fs::path& fixture, const std::string& text, const Rule& rule) {
  const auto audit =
      AuditText(fixture.filename().string(), text, "111122223333", PlainAudit(), KindIn(fixture));
  Findings found;
  if (audit == nullptr) return found;
  for (const Finding& finding : audit->result.findings) {
    if (IsOf(finding, rule.card.id)) found.push_back(finding);
  }
  return found;
}

// The policy that the finding is in, alone; nothing where it is not an object of the input.
std::optional<std::string> DocumentOf(const Finding& finding, const std::string& text) {
  const std::string& pointer = finding.place.json_pointer.str();
  const std::string& inner = finding.place.document_pointer.str();
  if (!pointer.ends_with(inner) || pointer.size() == inner.size()) return std::nullopt;
  const auto input = nlohmann::ordered_json::parse(text, nullptr, false);
  const nlohmann::ordered_json::json_pointer at(pointer.substr(0, pointer.size() - inner.size()));
  if (input.is_discarded() || !input.contains(at) || !input.at(at).is_object()) return std::nullopt;
  return input.at(at).dump(2) + "\n";
}

struct Candidate {
  fs::path fixture;
  std::string says, text;
  bool is_typical = true;  // as severe and as sure as the card
};

bool IsBetter(const Candidate& a, const Candidate& b) {
  if (a.is_typical != b.is_typical) return a.is_typical;
  return a.text.size() < b.text.size();
}

Candidate FiringCandidate(const fs::path& fixture, const Rule& rule) {
  Candidate candidate{.fixture = fixture, .says = {}, .text = ReadFile(fixture)};
  Findings found = FoundIn(fixture, candidate.text, rule);
  if (found.empty()) return candidate;
  if (const auto document = DocumentOf(found.front(), candidate.text)) {
    Findings in_document = FoundIn(fixture, *document, rule);
    if (!in_document.empty()) {
      found = std::move(in_document);
      candidate.text = *document;
    }
  }
  candidate.says = found.front().message;
  candidate.is_typical = found.front().severity == rule.card.severity &&
                         found.front().confidence == Confidence::kCertain;
  return candidate;
}

// Typical is one that others have little to say of either.
Candidate QuietCandidate(const fs::path& fixture) {
  Candidate candidate{.fixture = fixture, .says = {}, .text = ReadFile(fixture)};
  const auto audit = AuditText(fixture.filename().string(), candidate.text, "111122223333",
                               PlainAudit(), KindIn(fixture));
  if (audit == nullptr) return candidate;
  candidate.is_typical = !AnyFails(audit->result.findings, RankOf(Severity::kHigh));
  return candidate;
}

std::string TextOf(const Rule& rule, std::string_view kind, const Candidate& candidate) {
  const std::string folder = Concat({"corpus/rules/", rule.card.name, "/"});
  const std::string says = candidate.says.empty() ? "" : Concat({"> ", candidate.says, "\n"});
  const std::string_view end = candidate.text.ends_with('\n') ? "" : "\n";
  return Concat({"== ", rule.card.id, " ", kind, " ", folder, candidate.fixture.filename().string(),
                 "\n", says, candidate.text, end});
}

// Something else lies beside the fixture: an earlier run, an organization.
bool StandsAlone(fs::path fixture) {
  return !fs::exists(fs::path(fixture).replace_extension(".previous")) &&
         !fs::exists(fixture.replace_extension(".around"));
}

// A folder of inputs, or several, are too much for a page.
std::vector<fs::path> FilesAmong(const std::vector<fs::path>& fixtures) {
  std::vector<fs::path> files;
  std::ranges::copy_if(fixtures, std::back_inserter(files), [](const fs::path& path) {
    return !fs::is_directory(path) && StandsAlone(path);
  });
  return files;
}

bool HasExamples(const Rule& rule) {
  const RuleFixtures fixtures = FixturesOf(rule.card.name);
  return !FilesAmong(fixtures.firing).empty() && !FilesAmong(fixtures.quiet).empty();
}

std::string ExamplesOf(const Rule& rule) {
  if (!HasExamples(rule)) return "";
  const RuleFixtures fixtures = FixturesOf(rule.card.name);
  std::vector<Candidate> firing, quiet;
  for (const fs::path& fixture : FilesAmong(fixtures.firing))
    firing.push_back(FiringCandidate(fixture, rule));
  for (const fs::path& fixture : FilesAmong(fixtures.quiet))
    quiet.push_back(QuietCandidate(fixture));
  std::string text;
  if (!firing.empty()) {
    text += TextOf(rule, "fires", *std::ranges::min_element(firing, &IsBetter));
  }
  if (!quiet.empty()) text += TextOf(rule, "quiet", *std::ranges::min_element(quiet, &IsBetter));
  return text;
}

TEST(RuleExamples, AreTheSmallestFixtures) {
  std::string text;
  for (const Rule* const rule : AllRules()) text += ExamplesOf(*rule);
  EXPECT_TRUE(MatchesGolden(text, fs::path(IAMSIFT_SOURCE_DIR) / "rules/facts/examples.txt"));
}

TEST(RuleExamples, AreTrue) {
  for (const Rule* const rule : AllRules()) {
    const auto fires = FindExample(EmbeddedExamples(), rule->card.id, "fires");
    const auto quiet = FindExample(EmbeddedExamples(), rule->card.id, "quiet");
    EXPECT_EQ(fires.has_value(), HasExamples(*rule)) << rule->card.id;
    EXPECT_EQ(quiet.has_value(), HasExamples(*rule)) << rule->card.id;
    if (!fires || !quiet) continue;
    const Findings found = FoundIn(std::string(fires->fixture), std::string(fires->text), *rule);
    const bool says_so = std::ranges::any_of(
        found, [&](const Finding& finding) { return finding.message == fires->says; });
    EXPECT_TRUE(says_so) << rule->card.id << " says otherwise of " << fires->fixture;
    EXPECT_TRUE(FoundIn(std::string(quiet->fixture), std::string(quiet->text), *rule).empty())
        << rule->card.id << " fires on " << quiet->fixture;
  }
}

}  // namespace
}  // namespace iamsift
