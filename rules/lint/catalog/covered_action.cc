// LINT-107

#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/match/cover_index.h"
#include "rules/lint/catalog/action_entry.h"
#include "rules/lint/catalog/action_glob.h"

namespace iamsift {
namespace {

struct Candidate {
  const ActionEntry* entry;
  std::vector<Glob> language;
};

// The texts differ.
bool Covers(const Candidate& wide, const Candidate& narrow) {
  if (wide.entry->pattern->is_everything) return true;
  if (narrow.entry->pattern->is_everything) return false;
  return Contains(wide.language, narrow.language);
}

void CheckStatement(const DocumentView& view, const std::vector<Candidate>& entries,
                    DocumentSink& findings) {
  std::vector<std::string_view> texts;
  for (const Candidate& candidate : entries) texts.push_back(candidate.entry->text());
  const CoverIndex index(texts);
  const auto covers = [&](size_t wide, size_t narrow) {
    return Covers(entries[wide], entries[narrow]);
  };
  for (size_t at = 0; at < entries.size(); ++at) {
    const std::optional<size_t> covering = index.FirstThatCovers(at, covers);
    if (!covering) continue;
    ReportEntry(view, *entries[at].entry,
                EqualsIgnoreCase(texts[*covering], texts[at])
                    ? Concat({"`", texts[at], "` is listed twice."})
                    : Concat({"`", texts[at], "` is covered by `", texts[*covering], "`."}),
                findings);
  }
}

void Check(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  const std::vector<ActionEntry> entries = ActionEntriesOf(view);
  std::vector<Candidate> candidates;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (!entries[i].pattern->is_malformed) {
      candidates.push_back({&entries[i], {ActionGlob(entries[i].text(), LetterCase::kIgnored)}});
    }
    const bool is_last =
        i + 1 == entries.size() || entries[i + 1].statement != entries[i].statement;
    if (!is_last) continue;
    CheckStatement(view, candidates, findings);
    candidates.clear();
  }
}

}  // namespace

extern constinit const Rule kCoveredAction = {
    .card = {.id = "LINT-107",
             .name = "covered-action",
             .title = "An action that another entry of the statement covers",
             .severity = Severity::kNote,
             .why = "Whoever takes the entry out believes that the right is gone, and it is not.",
             .remedy = "Remove the entry, or narrow the one that covers it.",
             .source = "IAM User Guide, IAM JSON policy elements: Action"},
    .check = &Check,
};

}  // namespace iamsift
