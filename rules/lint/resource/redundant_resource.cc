// LINT-208, LINT-209

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/eval/overlap.h"
#include "rules/lint/resource/resource_entry.h"

namespace iamsift {
namespace {

bool Covers(const ResourcePattern& wide, const ResourcePattern& narrow) {
  return wide.text == narrow.text || (wide.has_wildcard && ContainsPattern({wide}, narrow));
}

// Of two entries that cover each other the first one stays.
const ResourcePattern* CoveringOf(const std::vector<ResourcePattern>& patterns, size_t at) {
  for (size_t other = 0; other < patterns.size(); ++other) {
    if (other == at || !Covers(patterns[other], patterns[at])) continue;
    if (other < at || !Covers(patterns[at], patterns[other])) return &patterns[other];
  }
  return nullptr;
}

void CheckCovered(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const ResourceEntry& entry : ResourceEntriesOf(view)) {
    const auto& patterns = entry.statement->resources.patterns;
    const ResourcePattern* const covering = CoveringOf(patterns, static_cast<size_t>(entry.item));
    if (covering == nullptr) continue;
    ReportEntry(view, entry, Severity::kNote,
                covering->text == entry.text()
                    ? Concat({"`", entry.text(), "` is listed twice."})
                    : Concat({"`", entry.text(), "` is covered by `", covering->text, "`."}),
                findings);
  }
}

// --- LINT-209 ------------------------------------------------------------------------------------

// Nothing but wildcards and separators behind the service: what alone can reach every resource.
bool MayBeEverything(const ResourcePattern& pattern) {
  if (pattern.is_everything || !pattern.has_wildcard || pattern.has_variable) return false;
  if (!pattern.is_arn) return pattern.text.ends_with('*');
  const auto is_open = [](std::string_view part) {
    return part.find_first_not_of("*/:") == std::string_view::npos;
  };
  return is_open(pattern.region) && is_open(pattern.account) && is_open(pattern.resource);
}

// `*` would reach not more of what the statement's actions act on.
bool EqualsEverything(const RuleContext& context, const CompiledStatement& statement,
                      const ResourcePattern& pattern) {
  const ResourceList alone{.patterns = {pattern}};
  bool acts_on_some = false;
  for (size_t i = 0; i < statement.patterns.size(); ++i) {
    for (const ActionRange& range : statement.patterns[i].ranges) {
      for (uint16_t id = range.first; id < range.last; ++id) {
        if (!context.catalog.IsScopable(ActionId{id})) continue;
        acts_on_some = true;
        ReachCache& reach = context.evaluation.reach();
        if (!HoldsAWholeType(context.catalog, reach, alone, ActionId{id})) return false;
      }
    }
  }
  return acts_on_some;
}

void CheckEverything(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ResourceEntry& entry : ResourceEntriesOf(view)) {
    const CompiledStatement& statement = *entry.statement;
    const bool is_listed =
        !statement.resources.is_negated && !statement.written->actions.is_negated;
    if (!is_listed || !MayBeEverything(*entry.pattern)) continue;
    if (!EqualsEverything(context, statement, *entry.pattern)) continue;
    ReportEntry(
        view, entry, Severity::kNote,
        Concat({"For the actions of this statement `", entry.text(), "` is the same as `*`."}),
        findings);
  }
}

}  // namespace

extern constinit const Rule kCoveredResource = {
    .card = {.id = "LINT-208",
             .name = "covered-resource",
             .title = "A resource that another entry of the statement covers",
             .severity = Severity::kNote,
             .why = "Whoever takes the entry out believes that the resource is out of reach, and "
                    "it is not.",
             .remedy = "Remove the entry, or narrow the one that covers it.",
             .source = "IAM User Guide, IAM JSON policy elements: Resource"},
    .check = &CheckCovered,
};

extern constinit const Rule kResourceIsEverything = {
    .card = {.id = "LINT-209",
             .name = "resource-is-everything",
             .title = "A resource that reads as if it were limited, and is everything",
             .severity = Severity::kNote,
             .why = "Reviewers and tools that look for `*` pass over it, though it reaches every "
                    "resource that the actions act on.",
             .remedy = "Name the resources that are meant; where all are meant, write `*`.",
             .source = "IAM User Guide, IAM JSON policy elements: Resource"},
    .check = &CheckEverything,
};

}  // namespace iamsift
