// LINT-104

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/catalog/action_entry.h"

namespace iamsift {
namespace {

std::string_view FaultOf(std::string_view text) {
  const auto colons = std::ranges::count(text, ':');
  if (text.empty()) return "it is empty";
  if (colons == 0) return "the colon between service and name is missing";
  if (colons > 1) return "it has more than one colon";
  if (text.front() == ':') return "the service is missing";
  if (text.back() == ':') return "the name is missing";
  return text.find(',') == std::string_view::npos ? "it holds a blank"
                                                  : "it holds a comma: each action is its own text";
}

// Blanks around a name that AWS lists are a slip whose meaning is plain.
void SuggestTrimmed(const Catalog& catalog, std::string_view text, Hit& hit) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return;
  const size_t end = text.find_last_not_of(" \t\r\n") + 1;
  const ActionPattern meant = CompileActionPattern(catalog, text.substr(begin, end - begin));
  if (!meant.ranges.empty()) Suggest(hit, std::string(meant.text));
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ActionEntry& entry : ActionEntriesOf(view)) {
    if (!entry.pattern->is_malformed) continue;
    Hit& hit = ReportEntry(
        view, entry,
        Concat({"`", entry.text(), "` does not read `service:Name`: ", FaultOf(entry.text()), "."}),
        findings);
    SuggestTrimmed(context.catalog, entry.text(), hit);
  }
}

}  // namespace

extern constinit const Rule kMalformedAction = {
    .card = {.id = "LINT-104",
             .name = "malformed-action",
             .title = "An action that is none by its form",
             .severity = Severity::kError,
             .why = "AWS refuses an action without the form `service:Name`, with one colon and no "
                    "blanks.",
             .remedy = "Write the service's prefix, a colon and the action's name.",
             .source = "IAM User Guide, IAM JSON policy elements: Action"},
    .check = &Check,
};

}  // namespace iamsift
