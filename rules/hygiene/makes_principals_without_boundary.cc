// HY-009

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/hygiene/account_roles.h"

namespace iamsift {
namespace {

constexpr std::string_view kShapingActions[] = {
    "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreateRole",
    "iam:CreateUser",       "iam:PutRolePolicy",    "iam:PutUserPolicy",
};

constexpr std::string_view kBoundaryKey = "iam:PermissionsBoundary";

bool DenyForcesBoundary(const AccountEvaluation& evaluation, const Limits& limits,
                        ActionId action) {
  return std::ranges::any_of(limits.denies, [&](const StatementRef& ref) {
    const CompiledStatement& deny =
        evaluation.compiled().at(ref.document).statements[ref.statement];
    return deny.actions.Contains(action) && deny.Constrains(kBoundaryKey);
  });
}

// The action is allowed without a boundary being forced on what it shapes.
bool ShapesFreely(AccountEvaluation& evaluation, const PrincipalPermissions& permissions,
                  ActionId action) {
  const Limits& limits = evaluation.limits().at(permissions.limits);
  if (DenyForcesBoundary(evaluation, limits, action)) return false;
  return std::ranges::any_of(evaluation.GrantsOf(permissions), [&](const Grant* grant) {
    return grant->IsLive(action) && !grant->statement->Constrains(kBoundaryKey);
  });
}

// An administrator is told by OB-001 alone.
void Check(const PrincipalView& view, const RuleContext& context, PlaceSink& findings) {
  if (!IsRoleOfTheAccount(view.principal) || view.principal.boundary || view.is_admin()) return;
  std::vector<std::string> shaping;
  for (const std::string_view name : kShapingActions) {
    const std::optional<ActionId> action = context.Action(name);
    if (action && ShapesFreely(context.evaluation, view.permissions, *action)) {
      shaping.emplace_back(name);
    }
  }
  if (shaping.empty()) return;
  Hit& hit = findings.Report(
      view.principal,
      Concat({"The role `", view.principal.name, "` may use `", Join(shaping, "`, `"),
              "` and neither has a permissions boundary nor must set one."}));
  hit.discriminator = "boundary";
  hit.actions = std::move(shaping);
}

}  // namespace

extern constinit const Rule kMakesPrincipalsWithoutBoundary = {
    .card = {.id = "HY-009",
             .name = "makes-principals-without-boundary",
             .title = "A role makes or changes principals without a permissions boundary",
             .severity = Severity::kMedium,
             .why = "Whoever shapes other principals can shape one with more rights than "
                    "its own, unless a boundary caps it.",
             .remedy = "Give the role a permissions boundary, or require one of what it makes "
                       "with the condition iam:PermissionsBoundary.",
             .references = "CWE-269 T1098.003",
             .source = "IAM User Guide, Permissions boundaries for IAM entities"},
    .check = &Check,
};

}  // namespace iamsift
