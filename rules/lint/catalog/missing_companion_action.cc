// LINT-110

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/catalog/action_entry.h"
#include "rules/lint/catalog/holders.h"

namespace iamsift {
namespace {

// Most calls of this service hand over no role.
constexpr std::string_view kRoleIsOptional = "ec2";

bool TakesRole(const Catalog& catalog, ActionId action, ActionId pass_role) {
  return std::ranges::find(catalog.DependentsOf(action), pass_role) !=
             catalog.DependentsOf(action).end() &&
         catalog.ServicePrefix(catalog.ServiceOf(action)) != kRoleIsOptional;
}

bool DocumentAllows(const CompiledDocument& document, ActionId action) {
  return std::ranges::any_of(document.statements, [&](const CompiledStatement& statement) {
    return statement.effect == Effect::kAllow && statement.actions.Contains(action);
  });
}

// Nobody who holds the document may pass a role, as far as all their policies are known.
bool NoHolderMay(const DocumentView& view, const RuleContext& context, ActionId pass_role) {
  const std::vector<const PrincipalPermissions*> holders = HoldersOf(view, context);
  return !holders.empty() && std::ranges::none_of(holders, [&](const PrincipalPermissions* holder) {
    return !holder->incomplete_because.empty() ||
           holder->effective->ScopeOf(pass_role) != GrantScope::kNo;
  });
}

std::vector<ActionEntry> EntriesTakingRoles(const DocumentView& view, const RuleContext& context,
                                            ActionId pass_role) {
  std::vector<ActionEntry> entries;
  for (const ActionEntry& entry : ActionEntriesOf(view)) {
    const std::optional<ActionId> action = NamedAction(entry);
    if (!action || !entry.IsAllow() || entry.IsSpared()) continue;
    if (TakesRole(context.catalog, *action, pass_role)) entries.push_back(entry);
  }
  return entries;
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  const std::optional<ActionId> pass_role = context.Action("iam:PassRole");
  if (!pass_role || view.kind != PolicyKind::kIdentity) return;
  if (DocumentAllows(view.compiled, *pass_role)) return;
  const std::vector<ActionEntry> entries = EntriesTakingRoles(view, context, *pass_role);
  if (entries.empty() || !NoHolderMay(view, context, *pass_role)) return;
  for (const ActionEntry& entry : entries) {
    ReportEntry(view, entry,
                Concat({"`", entry.text(),
                        "` usually hands a role to the service, and no policy of the holder "
                        "allows `iam:PassRole`."}),
                findings);
  }
}

}  // namespace

extern constinit const Rule kMissingCompanionAction = {
    .card = {.id = "LINT-110",
             .name = "missing-companion-action",
             .title = "The usual companion of an action is missing",
             .severity = Severity::kNote,
             .why = "A call that hands over a role needs iam:PassRole on that role as well, or it "
                    "fails; calls without a role may still work.",
             .remedy = "Allow iam:PassRole on the roles that are meant, with the service in "
                       "iam:PassedToService.",
             .source = "IAM User Guide, Grant a user permissions to pass a role to an AWS service"},
    .check = &Check,
};

}  // namespace iamsift
