// OB-023

#include <set>
#include <string>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/wording.h"

namespace iamsift {
namespace {

constexpr std::string_view kPolicyChanges[] = {"iam:CreatePolicyVersion", "iam:DeletePolicyVersion",
                                               "iam:SetDefaultPolicyVersion"};
constexpr std::string_view kBoundaryChanges[] = {
    "iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary",
    "iam:PutRolePermissionsBoundary", "iam:PutUserPermissionsBoundary"};

bool CoversArn(const ResourceList& resources, std::string_view arn) {
  bool is_matched = false;
  for (const ResourcePattern& pattern : resources.patterns) {
    is_matched = is_matched || MatchesArn(pattern, arn);
  }
  return is_matched != resources.is_negated;
}

// arn  "": any resource.
bool Meets(const CompiledStatement& statement, ActionId action, std::string_view arn) {
  return statement.actions.Contains(action) && (arn.empty() || CoversArn(statement.resources, arn));
}

// A statement that cares for boundaries by a condition is taken at its word.
bool Allows(const CompiledDocument& boundary, ActionId action, std::string_view arn) {
  bool is_allowed = false;
  for (const CompiledStatement& statement : boundary.statements) {
    if (!Meets(statement, action, arn)) continue;
    if (statement.effect == Effect::kDeny) return false;
    is_allowed = is_allowed || !statement.Constrains("iam:PermissionsBoundary");
  }
  return is_allowed;
}

// What the boundary always allows, on everything.
ActionSet EverywhereOf(const Catalog& catalog, const CompiledDocument& boundary) {
  ActionSet allowed(catalog), denied(catalog);
  for (const CompiledStatement& statement : boundary.statements) {
    if (!statement.IsUnconditional() || !statement.resources.IsEverything()) continue;
    (statement.effect == Effect::kAllow ? allowed : denied) |= statement.actions;
  }
  allowed -= denied;
  return allowed;
}

ActionSet SelfChanges(const CompiledDocument& boundary, const ManagedPolicy& policy,
                      const RuleContext& context) {
  ActionSet changes(context.catalog);
  const auto add = [&](std::string_view name, std::string_view arn) {
    const std::optional<ActionId> action = context.Action(name);
    if (action && Allows(boundary, *action, arn)) changes.Insert(*action);
  };
  if (!policy.IsAwsManaged()) {
    for (const std::string_view name : kPolicyChanges) add(name, policy.arn);
  }
  for (const std::string_view name : kBoundaryChanges) add(name, "");
  return changes;
}

// AWS's own policies stand in no input, so the finding stands where the first one is bounded.
Hit& ReportBoundary(const Principal& bounded, const ManagedPolicy& policy, std::string message,
                    PlaceSink& findings) {
  Hit& hit = policy.origin == PolicyOrigin::kExport
                 ? findings.Report(policy, std::move(message))
                 : findings.Report(bounded, bounded.boundary->place, std::move(message));
  hit.policy = {.kind = PolicyOriginKind::kBoundary,
                .name = std::string(policy.name),
                .owner = std::string(policy.arn)};
  hit.placed_evidence.push_back(
      {.role = EvidenceRole::kLimits, .place = bounded.boundary->place, .text = {}});
  return hit;
}

void CheckBoundary(const Principal& bounded, const ManagedPolicy& policy,
                   const RuleContext& context, PlaceSink& findings) {
  const PolicyVersion* const version = policy.DefaultVersion();
  if (version == nullptr) return;
  const CompiledDocument& boundary = context.evaluation.compiled().at(version->text.document);
  if (boundary.written->is_invalid) return;
  if (IsAdmin(context.catalog, EverywhereOf(context.catalog, boundary))) {
    ReportBoundary(
        bounded, policy,
        Concat({"The boundary `", policy.name, "` allows everything, so it limits nobody."}),
        findings)
        .discriminator = "everything";
    return;
  }
  const ActionSet changes = SelfChanges(boundary, policy, context);
  if (changes.IsEmpty()) return;
  Hit& hit = ReportBoundary(
      bounded, policy,
      Concat({"The boundary `", policy.name,
              "` allows its own change or removal: ", NameSome(context.catalog, changes), "."}),
      findings);
  hit.discriminator = "itself";
  hit.actions = NamesOf(context.catalog, changes);
}

void Check(const AccountView& view, const RuleContext& context, PlaceSink& findings) {
  std::set<int32_t> seen;
  for (const Principal& principal : view.account.principals) {
    if (!principal.boundary || principal.boundary->policy == kUnresolved) continue;
    if (!seen.insert(principal.boundary->policy).second) continue;
    const auto index = static_cast<size_t>(principal.boundary->policy);
    CheckBoundary(principal, view.account.policies[index], context, findings);
  }
}

}  // namespace

extern constinit const Rule kBoundaryWithoutLimit = {
    .card = {.id = "OB-023",
             .name = "boundary-without-limit",
             .title = "A permissions boundary limits nothing for long",
             .severity = Severity::kMedium,
             .why = "A boundary that allows everything, or its own change, only looks as if it "
                    "capped those who carry it.",
             .remedy = "List in the boundary what its holders may ever do, and deny changes to the "
                       "boundary and to its policy.",
             .references = "CWE-269 CWE-863 T1098.003",
             .source = "IAM User Guide, Permissions boundaries for IAM entities"},
    .check = &Check,
};

}  // namespace iamsift
