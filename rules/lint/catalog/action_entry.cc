#include "rules/lint/catalog/action_entry.h"

#include <utility>

#include "analyzer/base/json_writer.h"
#include "analyzer/base/text.h"
#include "analyzer/match/template_residue.h"
#include "rules/lint/document/leftover.h"

namespace iamsift {
namespace {

// What matches an action of the catalog is no leftover.
bool IsLeftover(const ActionPattern& pattern) {
  if (!pattern.ranges.empty()) return false;
  const std::string_view text = pattern.text;
  return text.find("${") != std::string_view::npos || !FindPlaceholder(text).empty() ||
         !FindTemplateResidue(text).empty();
}

}  // namespace

std::vector<ActionEntry> ActionEntriesOf(const DocumentView& document) {
  std::vector<ActionEntry> entries;
  for (const CompiledStatement& statement : document.compiled.statements) {
    if (!statement.written->is_readable) continue;
    for (size_t item = 0; item < statement.patterns.size(); ++item) {
      if (IsLeftover(statement.patterns[item])) continue;
      entries.push_back({&statement, &statement.patterns[item], static_cast<int>(item)});
    }
  }
  return entries;
}

std::string_view ServicePartOf(std::string_view action) {
  return action.substr(0, action.find(':'));
}

std::string_view NamePartOf(std::string_view action) {
  const size_t colon = action.find(':');
  return colon == std::string_view::npos ? std::string_view() : action.substr(colon + 1);
}

std::optional<ActionId> NamedAction(const ActionEntry& entry) {
  if (!entry.IsName() || entry.pattern->ranges.empty()) return std::nullopt;
  return ActionId{entry.pattern->ranges.front().first};
}

Hit& ReportEntry(const DocumentView& document, const ActionEntry& entry, std::string message,
                 DocumentSink& findings) {
  Hit& hit = findings.Report(AtAction(document.written, *entry.statement->written, entry.item),
                             std::move(message));
  hit.actions = {std::string(entry.text())};
  hit.discriminator = std::string(entry.text());
  return hit;
}

void Suggest(Hit& hit, std::string action) {
  AppendJsonString(hit.fix_replacement, action);
  hit.fix_description = Concat({"Write `", action, "`."});
  hit.suggestion = std::move(action);
}

}  // namespace iamsift
