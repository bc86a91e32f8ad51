// OB-001

#include <algorithm>
#include <string>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/broad/policy_evidence.h"
#include "rules/broad/wording.h"

namespace iamsift {
namespace {

struct Contribution {
  const HeldPolicy* held;
  ActionSet everywhere;
};

// The policies that make the administrator: one alone when one is enough.
std::vector<Contribution> ContributionsOf(const PrincipalView& view, const RuleContext& context) {
  std::vector<Contribution> all;
  for (const HeldPolicy& held : view.permissions.held) {
    if (held.text == nullptr) continue;
    ActionSet everywhere(context.catalog);
    for (const Grant& grant :
         context.evaluation.grants().Of(held.text->document, view.permissions.limits)) {
      everywhere |= grant.everywhere;
    }
    if (everywhere.IsEmpty()) continue;
    if (IsAdmin(context.catalog, everywhere)) return {{&held, std::move(everywhere)}};
    all.push_back({&held, std::move(everywhere)});
  }
  return all;
}

bool IsBreakGlass(const Principal& principal, const RuleOptions& options) {
  return std::ranges::any_of(options.break_glass, [&](const std::string& allowed) {
    return principal.name == allowed || (!principal.arn.empty() && principal.arn == allowed);
  });
}

// "The role `deployer` is an administrator: `AdministratorAccess`"
std::string Subject(const Principal& principal, const std::vector<std::string>& policies) {
  if (principal.kind == PrincipalKind::kDocument) {
    return Concat({"Whoever holds `", principal.name, "` is an administrator: it"});
  }
  return Concat({principal.kind == PrincipalKind::kUser ? "The user `" : "The role `",
                 principal.name, "` is an administrator: ", NameSome(policies)});
}

void Check(const PrincipalView& view, const RuleContext& context, PlaceSink& findings) {
  if (!view.is_admin()) return;
  const std::vector<Contribution> contributions = ContributionsOf(view, context);
  std::vector<std::string> policies;
  for (const Contribution& each : contributions) policies.emplace_back(each.held->name);
  const ActionSet& everywhere = view.permissions.effective->everywhere;
  Hit& hit = findings.Report(
      view.principal,
      Concat({Subject(view.principal, policies), policies.size() > 1 ? " allow " : " allows ",
              Thousands(everywhere.Count()), " of ", Thousands(context.catalog.ActionCount()),
              " actions on every resource, all that change IAM among them."}));
  if (IsBreakGlass(view.principal, context.options)) hit.severity = Severity::kHigh;
  for (const Contribution& each : contributions) {
    hit.placed_evidence.push_back(EvidenceOf(*each.held));
  }
}

}  // namespace

extern constinit const Rule kAdministrator = {
    .card = {.id = "OB-001",
             .name = "administrator",
             .title = "The principal is an administrator",
             .severity = Severity::kCritical,
             .why = "Whoever gets hold of this identity owns the account: every resource, every "
                    "other identity, and the logs that would tell.",
             .remedy =
                 "Give it what its work needs, service by service. Keep administration in one "
                 "role that is assumed with MFA, and name that role as break-glass in the "
                 "configuration.",
             .references = "CWE-250 CWE-269 T1078.004",
             .source = "IAM User Guide, Security best practices in IAM: Apply least-privilege "
                       "permissions"},
    .check = &Check,
};

}  // namespace iamsift
