#include "rules/hygiene/unattached.h"

#include <algorithm>

#include "analyzer/graph/escalation_graph.h"

namespace iamsift {
namespace {

bool Names(const Account& account, const Attachment& attachment, const ManagedPolicy& policy) {
  return attachment.policy != kUnresolved &&
         &account.policies[static_cast<size_t>(attachment.policy)] == &policy;
}

bool IsSeenInUse(const Account& account, const ManagedPolicy& policy) {
  const auto holds = [&](const PolicyHolder& holder) {
    return std::ranges::any_of(holder.attachments, [&](const Attachment& attachment) {
      return Names(account, attachment, policy);
    });
  };
  return std::ranges::any_of(account.groups, holds) ||
         std::ranges::any_of(account.principals, [&](const Principal& principal) {
           return holds(principal) ||
                  (principal.boundary && Names(account, *principal.boundary, policy));
         });
}

}  // namespace

bool IsUnattached(const Account& account, const ManagedPolicy& policy) {
  if (policy.IsAwsManaged() || policy.origin != PolicyOrigin::kExport) return false;
  if (policy.attachment_count && policy.boundary_usage_count) {
    return *policy.attachment_count == 0 && *policy.boundary_usage_count == 0;
  }
  return account.is_export && account.gaps.empty() && !IsSeenInUse(account, policy);
}

ActionSet GrantedEverywhere(const RuleContext& context, const ManagedPolicy& policy) {
  ActionSet everywhere(context.catalog);
  const PolicyVersion* const version = policy.DefaultVersion();
  if (version == nullptr) return everywhere;
  for (const Grant& grant : context.evaluation.grants().Of(version->text.document, LimitsId{0})) {
    everywhere |= grant.everywhere;
  }
  return everywhere;
}

bool WouldMakeAdmin(const RuleContext& context, const ManagedPolicy& policy) {
  return IsAdmin(context.catalog, GrantedEverywhere(context, policy));
}

namespace {

// Somebody is there whom the way leads to.
bool LeadsSomewhere(const RuleContext& context, const EscalationWay& way,
                    const ActionSet& everywhere) {
  Requirements& requirements = context.graph()->requirements();
  if (way.end.to == EdgeTarget::kAdmin) return true;
  if (way.end.to == EdgeTarget::kUser) return !requirements.users()->empty();
  if (way.end.to != EdgeTarget::kRole || !way.runs_as.empty()) return false;
  if (way.pass.empty()) return !requirements.roles()->empty();
  const std::optional<ActionId> pass_role = context.Action("iam:PassRole");
  return pass_role && everywhere.Contains(*pass_role) && way.also_pass.empty() &&
         std::ranges::any_of(way.pass, [&](const std::string& service) {
           return !requirements.trusted().Of(service).empty();
         });
}

bool IsOpenTo(const RuleContext& context, const EscalationPath& path, const EscalationWay& way,
              const ActionSet& everywhere) {
  const bool is_own = way.needs.empty() && !path.needs_edge_to_role && !path.needs_edge_to_member &&
                      !path.reported_for_admin && path.severity_cap.empty();
  if (!is_own || way.end.part != EdgePart::kWhole) return false;
  const bool holds = std::ranges::all_of(way.terms, [&](const EscalationTerm& term) {
    return std::ranges::any_of(term.any_of,
                               [&](ActionId action) { return everywhere.Contains(action); });
  });
  return holds && LeadsSomewhere(context, way, everywhere);
}

}  // namespace

const EscalationPath* PathOfHolder(const RuleContext& context, const ManagedPolicy& policy) {
  EscalationGraph* const graph = context.graph();
  if (graph == nullptr) return nullptr;
  const ActionSet everywhere = GrantedEverywhere(context, policy);
  for (const EscalationPath& path : graph->inputs().paths) {
    const bool is_open = std::ranges::any_of(path.ways, [&](const EscalationWay& way) {
      return IsOpenTo(context, path, way, everywhere);
    });
    if (is_open) return &path;
  }
  return nullptr;
}

}  // namespace iamsift
