// OB-010

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/graph/escalation_graph.h"
#include "rules/broad/certainty.h"
#include "rules/broad/narrowed_by.h"
#include "rules/broad/unrelated_role.h"
#include "rules/broad/wide_grant.h"
#include "rules/broad/written_actions.h"

namespace iamsift {
namespace {

constexpr std::string_view kPassedToService[] = {"iam:passedtoservice"};

using Services = std::vector<std::string_view>;

Services NamedServices(const CompiledStatement& statement) {
  const ConditionAtom* const atom = NarrowingAtom(statement, kPassedToService);
  return atom == nullptr ? Services() : atom->values;
}

struct Excess {
  int item = 0;
  std::string_view unrelated;  // a role that is too much; "": every role is in reach
};

// The first pattern that reaches too many roles.
std::optional<Excess> ExcessOf(const GrantView& view, const RuleContext& context,
                               ActionId pass_role) {
  if (IsWide(view, context, pass_role)) {
    return Excess{.item = ResourceItemReaching(view, context, pass_role), .unrelated = {}};
  }
  if (!context.account().is_export || view.statement.resources.is_negated) return std::nullopt;
  const std::vector<ResourcePattern>& patterns = view.statement.resources.patterns;
  for (size_t i = 0; i < patterns.size(); ++i) {
    if (!patterns[i].has_wildcard) continue;
    const Excess excess{
        .item = static_cast<int>(i),
        .unrelated = UnrelatedRole(context, patterns[i], NamedServices(view.statement))};
    if (!excess.unrelated.empty()) return excess;
  }
  return std::nullopt;
}

// No role that the pattern matches gives a holder of the policy anything new.
bool GivesNothingNew(const GrantView& view, const RuleContext& context, int item) {
  if (!context.account().is_export || item < 0) return false;
  EscalationGraph* const graph = context.graph();
  if (graph == nullptr) return false;
  const ResourcePattern& pattern = view.statement.resources.patterns[static_cast<size_t>(item)];
  const std::vector<Principal>& principals = context.account().principals;
  const std::span<const int32_t> holders = context.evaluation.HoldersOf(view.document.id);
  for (const int32_t holder : holders) {
    const auto self = static_cast<uint32_t>(holder);
    if (graph->IsAdmin(self)) continue;
    for (const uint32_t role : *graph->requirements().roles()) {
      if (role == self || !MatchesArn(pattern, principals[role].arn)) continue;
      if (graph->gains().HasMore(self, role)) return false;
    }
  }
  return !holders.empty();
}

Severity SeverityOf(const GrantView& view, const RuleContext& context, const Excess& excess,
                    bool is_limited) {
  if (!view.statement.resources.is_negated && GivesNothingNew(view, context, excess.item)) {
    return Severity::kLow;
  }
  return is_limited ? Severity::kMedium : Severity::kHigh;
}

void Check(const GrantView& view, const RuleContext& context, DocumentSink& findings) {
  const std::optional<ActionId> pass_role =
      NamedAction(context.catalog, view.statement, "iam:PassRole");
  if (!pass_role || !view.grant.IsLive(*pass_role)) return;
  const std::optional<Excess> excess = ExcessOf(view, context, *pass_role);
  if (!excess) return;
  const bool is_limited = IsNarrowedBy(view, context, *pass_role, kPassedToService);
  Hit& hit = findings.Report(
      AtResource(view.document.written, *view.statement.written, excess->item),
      SeverityOf(view, context, *excess, is_limited),
      Concat({"`iam:PassRole` can hand over ",
              excess->unrelated.empty() ? "any role"
                                        : Concat({"roles that do not belong together, `",
                                                  excess->unrelated, "` among them"}),
              is_limited ? ", to the services that a condition names."
                         : ", to any service that admits it."}));
  ActionSet actions(context.catalog);
  actions.Insert(*pass_role);
  SetActions(hit, view, context, actions);
}

}  // namespace

extern constinit const Rule kPassRoleTooWide = {
    .card = {.id = "OB-010",
             .name = "pass-role-too-wide",
             .title = "More roles can be handed over than the work needs",
             .severity = Severity::kHigh,
             .why = "Whoever may start a compute service can run code as any role that they may "
                    "pass and that trusts the service.",
             .remedy = "Name the roles in Resource and the service in iam:PassedToService.",
             .references = "CWE-250 CWE-269 T1098.003 T1548.005",
             .source = "IAM User Guide, Grant a user permissions to pass a role to an AWS service"},
    .check = &Check,
};

}  // namespace iamsift
