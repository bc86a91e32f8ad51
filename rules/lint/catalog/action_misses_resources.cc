// LINT-205

#include <optional>
#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/match/resource_template.h"
#include "rules/lint/catalog/action_entry.h"
#include "rules/lint/catalog/dead_entry.h"

namespace iamsift {
namespace {

// The pattern that was probably meant, for the first resource that has one.
std::string TwinOf(const Catalog& catalog, const ActionEntry& entry) {
  if (entry.statement->resources.is_negated) return "";
  for (const ActionRange& range : entry.pattern->ranges) {
    for (const ResourcePattern& pattern : entry.statement->resources.patterns) {
      const auto twin = TwinPattern(catalog, pattern.text, ActionId{range.first});
      if (twin) return *twin;
    }
  }
  return "";
}

// What the first action of the entry acts on: "accesspoint or bucket".
std::string TypesOf(const Catalog& catalog, const ActionEntry& entry) {
  std::string types;
  for (const ActionRange& range : entry.pattern->ranges) {
    for (const ActionResource& resource : catalog.ResourcesOf(ActionId{range.first})) {
      if (!types.empty()) types += " or ";
      types += catalog.ResourceTypeName(resource.type);
    }
    if (!types.empty()) break;
  }
  return types;
}

// A policy of another service's resource is told by LINT-109.
bool IsToldElsewhere(const DocumentView& view, const RuleContext& context,
                     const ActionEntry& entry) {
  return view.kind == PolicyKind::kResource && IsOfOtherService(context.catalog, entry);
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ActionEntry& entry : ActionEntriesOf(view)) {
    if (WhyDead(view, context, entry) != DeadBecause::kNoResourceFits) continue;
    if (IsToldElsewhere(view, context, entry)) continue;
    Hit& hit = ReportEntry(
        view, entry,
        Concat({"`", entry.text(), "` acts on ", TypesOf(context.catalog, entry),
                "; no resource of the statement is one, so ", ConsequenceOf(entry), "."}),
        findings);
    for (const ResourcePattern& pattern : entry.statement->resources.patterns) {
      hit.resources.emplace_back(pattern.text);
    }
    hit.suggestion = TwinOf(context.catalog, entry);
  }
}

}  // namespace

extern constinit const Rule kActionMissesResources = {
    .card = {.id = "LINT-205",
             .name = "action-misses-resources",
             .title = "No resource of the statement fits the action",
             .severity = Severity::kWarning,
             .why = "A request names the resource that the action acts on, a bucket say and not "
                    "its objects; the statement never matches it.",
             .remedy = "Add the resource that the action acts on, in a statement of its own where "
                       "the others should not reach it.",
             .source = "Service Authorization Reference, Actions, resources, and condition keys "
                       "for AWS services"},
    .check = &Check,
};

}  // namespace iamsift
