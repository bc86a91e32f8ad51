// OB-006

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/certainty.h"
#include "rules/broad/wide_grant.h"
#include "rules/broad/wording.h"
#include "rules/broad/written_actions.h"

namespace iamsift {
namespace {

constexpr std::string_view kCreatingPrefixes[] = {"Allocate", "Create", "Request", "Run"};

// The type that an action makes lends it its noun: `volume` to CreateVolume, `instance` to
// RunInstances.
bool NamesType(std::string_view action, std::string_view type) {
  std::string noun = AsciiLower(type);
  std::erase(noun, '-');
  return AsciiLower(action).find(noun) != std::string::npos;
}

// Makes something whose name AWS chooses, so that nobody can write its ARN before: the last hole of
// the ARN is an id.
bool MakesUnknownName(const Catalog& catalog, ActionId action) {
  const std::string_view name = catalog.ActionName(action);
  if (std::ranges::none_of(kCreatingPrefixes,
                           [&](std::string_view prefix) { return name.starts_with(prefix); })) {
    return false;
  }
  return std::ranges::any_of(catalog.ResourcesOf(action), [&](const ActionResource& resource) {
    return NamesType(name, catalog.ResourceTypeName(resource.type)) &&
           catalog.TemplateOf(resource.type).ends_with("Id}");
  });
}

bool CannotBeNarrower(const GrantView& view, const RuleContext& context, const ActionSet& writes) {
  bool cannot = true;
  writes.ForEach([&](ActionId action) {
    cannot = cannot && MakesUnknownName(context.catalog, action) &&
             context.evaluation.grants().ReachOf(view.grant, action) == Reach::kOneRegion;
  });
  return cannot;
}

Severity SeverityOf(const GrantView& view, const RuleContext& context, const ActionSet& writes) {
  if (writes.Intersects(context.catalog.MaskOf(AccessLevel::kPermissionsManagement))) {
    return Severity::kHigh;
  }
  return CannotBeNarrower(view, context, writes) ? Severity::kLow : Severity::kMedium;
}

ActionSet ScopableWrites(const Catalog& catalog, ActionSet actions) {
  actions -= catalog.UnscopableMask();
  actions -= catalog.MaskOf(AccessLevel::kList);
  actions -= catalog.MaskOf(AccessLevel::kRead);
  return actions;
}

void Check(const GrantView& view, const RuleContext& context, DocumentSink& findings) {
  if (!NamesItsActions(view.statement)) return;
  const ActionSet writes =
      WideAmong(ScopableWrites(context.catalog, view.grant.Live()), view, context);
  if (writes.IsEmpty()) return;
  const bool is_one = writes.Count() == 1;
  const Severity severity = SeverityOf(view, context, writes);
  Hit& hit = ReportAt(
      findings, ResourcesReaching(view, context, writes), severity,
      Concat({NameSome(context.catalog, writes), is_one ? " reaches" : " reach",
              " every resource of ", is_one ? "its" : "their", " type (",
              CountsByLevel(context.catalog, writes),
              severity == Severity::kLow ? "), in one Region; AWS chooses the names, so only tags "
                                           "can limit more."
                                         : "), but could be limited to named ones."}));
  SetActions(hit, view, context, writes);
}

}  // namespace

extern constinit const Rule kWritesOnEverything = {
    .card = {.id = "OB-006",
             .name = "writes-on-every-resource",
             .title = "Changes are allowed on every resource of a type",
             .severity = Severity::kMedium,
             .why = "Each of these actions can be limited to named resources; as it stands it "
                    "changes or deletes those of every other team too.",
             .remedy = "Name the resources, or a prefix of their names, with account and Region; "
                       "move actions that know no resources to a statement of their own on `*`.",
             .references = "CWE-250 CWE-732 T1078.004",
             .source = "IAM User Guide, IAM JSON policy elements: Resource"},
    .check = &Check,
};

}  // namespace iamsift
