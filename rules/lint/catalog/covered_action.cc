// LINT-107

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
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
  if (EqualsIgnoreCase(wide.entry->text(), narrow.entry->text())) return true;
  if (!wide.entry->pattern->has_wildcard) return false;
  const std::string_view start =
      wide.entry->text().substr(0, wide.entry->text().find_first_of("*?"));
  if (!StartsWithIgnoreCase(narrow.entry->text(), start)) return false;
  return Contains(wide.language, narrow.language);
}

// Finds what covers an entry without a look at every other one: an entry without wildcards covers
// its own text alone, one with them begins as all that it covers.
class Coverage {
 public:
  explicit Coverage(const std::vector<Candidate>& entries) : entries_(entries) {
    texts_.reserve(entries.size());
    for (size_t i = 0; i < entries.size(); ++i) {
      const std::string_view text = texts_.emplace_back(AsciiLower(entries[i].entry->text()));
      first_of_text_.try_emplace(text, i);
      if (!entries[i].entry->pattern->has_wildcard) continue;
      wildcards_[text.substr(0, text.find_first_of("*?"))].push_back(i);
    }
  }

  // Of two entries that cover each other the first one stays.
  const ActionEntry* Of(size_t at) const {
    const std::string_view text = texts_[at];
    size_t found = first_of_text_.at(text);
    if (found >= at) found = entries_.size();
    for (size_t length = 0; length <= text.size(); ++length) {
      const auto begin_alike = wildcards_.find(text.substr(0, length));
      if (begin_alike == wildcards_.end()) continue;
      for (const size_t other : begin_alike->second) {
        if (other >= found) break;
        if (IsCoveredBy(at, other)) found = other;
      }
    }
    return found == entries_.size() ? nullptr : entries_[found].entry;
  }

 private:
  bool IsCoveredBy(size_t at, size_t other) const {
    if (other == at || !Covers(entries_[other], entries_[at])) return false;
    return other < at || !Covers(entries_[at], entries_[other]);
  }

  const std::vector<Candidate>& entries_;
  std::vector<std::string> texts_;  // in lower case
  absl::flat_hash_map<std::string_view, size_t> first_of_text_;
  absl::flat_hash_map<std::string_view, std::vector<size_t>> wildcards_;  // by how they begin
};

void CheckStatement(const DocumentView& view, const std::vector<Candidate>& entries,
                    DocumentSink& findings) {
  const Coverage coverage(entries);
  for (size_t at = 0; at < entries.size(); ++at) {
    const ActionEntry& entry = *entries[at].entry;
    const ActionEntry* const covering = coverage.Of(at);
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
