// LINT-106

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/match/glob_language.h"
#include "rules/lint/catalog/action_entry.h"
#include "rules/lint/catalog/action_glob.h"

namespace iamsift {
namespace {

// Some action matches even when letter case counts.
bool MatchesAsWritten(const Catalog& catalog, const ActionPattern& pattern) {
  const Glob glob = ActionGlob(pattern.text, LetterCase::kKept);
  return std::ranges::any_of(pattern.ranges, [&](const ActionRange& range) {
    for (uint16_t id = range.first; id < range.last; ++id) {
      if (Matches(glob, catalog.ActionFullName(ActionId{id}))) return true;
    }
    return false;
  });
}

// A name, or the same pattern behind the prefix as AWS writes it; "" when neither settles it.
std::string UsualSpelling(const Catalog& catalog, const ActionEntry& entry) {
  const ActionId first{entry.pattern->ranges.front().first};
  if (entry.IsName()) return catalog.ActionFullName(first);
  if (HasWildcard(ServicePartOf(entry.text()))) return "";
  std::string spelt =
      Concat({catalog.ServicePrefix(catalog.ServiceOf(first)), ":", NamePartOf(entry.text())});
  return MatchesAsWritten(catalog, CompileActionPattern(catalog, spelt)) ? spelt : "";
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ActionEntry& entry : ActionEntriesOf(view)) {
    if (entry.pattern->ranges.empty() || entry.pattern->is_everything) continue;
    if (MatchesAsWritten(context.catalog, *entry.pattern)) continue;
    std::string usual = UsualSpelling(context.catalog, entry);
    Hit& hit = ReportEntry(
        view, entry,
        usual.empty()
            ? Concat({"`", entry.text(), "` matches only because IAM ignores letter case."})
            : Concat(
                  {"`", entry.text(), "` works as `", usual, "` does, IAM ignores letter case."}),
        findings);
    if (!usual.empty()) Suggest(hit, std::move(usual));
  }
}

}  // namespace

extern constinit const Rule kUnusualActionCase = {
    .card = {.id = "LINT-106",
             .name = "unusual-action-case",
             .title = "An action in unusual letter case",
             .severity = Severity::kNote,
             .why = "IAM does not care, but people who search for an action, and tools that "
                    "compare texts, overlook it.",
             .remedy = "Spell actions as AWS does.",
             .source = "IAM User Guide, IAM JSON policy elements: Action"},
    .check = &Check,
};

}  // namespace iamsift
