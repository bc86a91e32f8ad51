// LINT-107

#include <string>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/catalog/action_entry.h"
#include "rules/lint/catalog/action_glob.h"

namespace iamsift {
namespace {

struct Candidate {
  const ActionEntry* entry;
  std::vector<Glob> language;
};

bool Covers(const Candidate& wide, const Candidate& narrow) {
  if (wide.entry->pattern->is_everything) return true;
  if (narrow.entry->pattern->is_everything) return false;
  if (!wide.entry->pattern->has_wildcard) {
    return EqualsIgnoreCase(wide.entry->text(), narrow.entry->text());
  }
  const std::string_view start =
      wide.entry->text().substr(0, wide.entry->text().find_first_of("*?"));
  if (!StartsWithIgnoreCase(narrow.entry->text(), start)) return false;
  return Contains(wide.language, narrow.language);
}

// Of two entries that cover each other the first one stays.
const ActionEntry* CoveringOf(const std::vector<Candidate>& entries, size_t at) {
  for (size_t other = 0; other < entries.size(); ++other) {
    if (other == at || !Covers(entries[other], entries[at])) continue;
    if (other < at || !Covers(entries[at], entries[other])) return entries[other].entry;
  }
  return nullptr;
}

void CheckStatement(const DocumentView& view, const std::vector<Candidate>& entries,
                    DocumentSink& findings) {
  for (size_t at = 0; at < entries.size(); ++at) {
    const ActionEntry& entry = *entries[at].entry;
    const ActionEntry* const covering = CoveringOf(entries, at);
    if (covering == nullptr) continue;
    ReportEntry(view, entry,
                EqualsIgnoreCase(covering->text(), entry.text())
                    ? Concat({"`", entry.text(), "` is listed twice."})
                    : Concat({"`", entry.text(), "` is covered by `", covering->text(), "`."}),
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
