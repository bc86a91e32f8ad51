// LINT-109

#include <algorithm>
#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/catalog/action_entry.h"
#include "rules/lint/catalog/dead_entry.h"

namespace iamsift {
namespace {

// What a role's trust policy can speak of.
// Source: IAM User Guide, "Pass session tags in AWS STS", "Monitor and control actions taken with
// assumed roles"; STS API Reference, AssumeRole.
constexpr std::string_view kTrustActions[] = {
    "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity",
    "sts:SetContext", "sts:SetSourceIdentity",  "sts:TagSession"};

bool IsUsableInTrust(const RuleContext& context, const ActionPattern& pattern) {
  return std::ranges::any_of(kTrustActions, [&](std::string_view name) {
    const std::optional<ActionId> action = context.Action(name);
    return action && pattern.Contains(*action);
  });
}

// Source: AWS Organizations User Guide, "Resource control policies": services that support them.
bool IsUsableInRcp(const Catalog& catalog, const ActionPattern& pattern) {
  return std::ranges::any_of(pattern.ranges, [&](const ActionRange& range) {
    for (uint16_t id = range.first; id < range.last; ++id) {
      if (catalog.ServiceSupportsRcp(catalog.ServiceOf(ActionId{id}))) return true;
    }
    return false;
  });
}

// Why no request on what the policy belongs to has such an action; "" when some may.
std::string_view WhyUnusable(const DocumentView& view, const RuleContext& context,
                             const ActionEntry& entry) {
  switch (view.kind) {
    case PolicyKind::kTrust:
      return IsUsableInTrust(context, *entry.pattern)
                 ? ""
                 : "a trust policy speaks of taking on the role, and of nothing else";
    case PolicyKind::kResource:
      return WhyDead(view, context, entry) && IsOfOtherService(context.catalog, entry)
                 ? "it is no action on the resource that the policy belongs to"
                 : "";
    case PolicyKind::kRcp:
      return IsUsableInRcp(context.catalog, *entry.pattern)
                 ? ""
                 : "its service takes no resource control policies";
    default:
      return "";
  }
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  for (const ActionEntry& entry : ActionEntriesOf(view)) {
    if (entry.IsSpared() || entry.pattern->ranges.empty()) continue;
    const std::string_view why = WhyUnusable(view, context, entry);
    if (why.empty()) continue;
    ReportEntry(view, entry, Concat({"`", entry.text(), "` can't be used here: ", why, "."}),
                findings);
  }
}

}  // namespace

extern constinit const Rule kActionNotUsableHere = {
    .card = {.id = "LINT-109",
             .name = "action-not-usable-here",
             .title = "An action that this kind of policy can't use",
             .severity = Severity::kError,
             .why = "AWS refuses the policy, or accepts it and never finds a request that the "
                    "entry matches.",
             .remedy = "Remove the entry; rights of a principal belong into an identity policy.",
             .source = "IAM User Guide, Identity-based policies and resource-based policies"},
    .check = &Check,
};

}  // namespace iamsift
