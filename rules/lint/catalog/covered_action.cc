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

// Both are well-formed, and their texts differ.
bool Covers(const ActionEntry& wide, const ActionEntry& narrow) {
  if (wide.pattern->is_everything) return true;
  if (narrow.pattern->is_everything) return false;
  return Contains({ActionGlob(wide.text(), LetterCase::kIgnored)},
                  {ActionGlob(narrow.text(), LetterCase::kIgnored)});
}

// The well-formed entries of one statement.
void CheckStatement(const DocumentView& view, const std::vector<const ActionEntry*>& entries,
                    DocumentSink& findings) {
  std::vector<std::string_view> texts;
  for (const ActionEntry* const entry : entries) texts.push_back(entry->text());
  const CoverIndex index(texts);
  const auto covers = [&](size_t wide, size_t narrow) {
    return Covers(*entries[wide], *entries[narrow]);
  };
  for (size_t at = 0; at < entries.size(); ++at) {
    const std::optional<size_t> covering = index.FirstThatCovers(at, covers);
    if (!covering) continue;
    ReportEntry(view, *entries[at],
                EqualsIgnoreCase(texts[*covering], texts[at])
                    ? Concat({"`", texts[at], "` is listed twice."})
                    : Concat({"`", texts[at], "` is covered by `", texts[*covering], "`."}),
                findings);
  }
}

void Check(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  const std::vector<ActionEntry> entries = ActionEntriesOf(view);
  std::vector<const ActionEntry*> of_statement;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (!entries[i].pattern->is_malformed) of_statement.push_back(&entries[i]);
    const bool is_last =
        i + 1 == entries.size() || entries[i + 1].statement != entries[i].statement;
    if (!is_last) continue;
    CheckStatement(view, of_statement, findings);
    of_statement.clear();
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
