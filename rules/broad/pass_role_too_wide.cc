// OB-010

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "analyzer/graph/escalation_graph.h"
#include "rules/broad/admitted_services.h"
#include "rules/broad/certainty.h"
#include "rules/broad/narrowed_by.h"
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

bool IsWanted(const Services& wanted, std::string_view service) {
  return service == "*" || std::ranges::any_of(wanted, [&](std::string_view pattern) {
           return pattern == "*" || GlobMatchesIgnoreCase(pattern, service);
         });
}

// Roles that somebody can pass, in the account's order, and what was found for each question:
// roles of one team pass roles by the same pattern.
struct PassableRoles {
  std::vector<const Principal*> roles;
  absl::flat_hash_map<std::string, std::string_view> unrelated;
};

PassableRoles MakePassableRoles(const Account& account) {
  PassableRoles passable;
  for (const Principal& principal : account.principals) {
    const bool is_passable = principal.kind == PrincipalKind::kRole &&
                             !principal.IsServiceLinked() && !principal.IsReservedSso();
    if (is_passable) passable.roles.push_back(&principal);
  }
  return passable;
}

// A role that the pattern matches and that does not belong with the others: it admits none of the
// services that it may be handed to or, where the statement names none, none that all before it
// admit. "" when they all belong together.
std::string_view FindUnrelatedRole(const Account& account,
                                   const std::vector<const Principal*>& roles,
                                   const ResourcePattern& pattern, const Services& named) {
  const std::string_view literal = pattern.text.substr(0, pattern.text.find_first_of("*?$"));
  Services common = named;
  bool is_first = named.empty();
  for (const Principal* const role : roles) {
    if (!role->arn.starts_with(literal) || !MatchesArn(pattern, role->arn)) continue;
    Services admitted = AdmittedServices(account, *role);
    if (!is_first) {
      std::erase_if(admitted, [&](auto service) { return !IsWanted(common, service); });
    }
    if (admitted.empty()) return role->name;
    if (named.empty()) common = std::move(admitted);
    is_first = false;
  }
  return "";
}

std::string_view UnrelatedRole(const RuleContext& context, const ResourcePattern& pattern,
                               const Services& named) {
  PassableRoles& passable =
      context.memory->Once<PassableRoles>([&] { return MakePassableRoles(context.account()); });
  const std::string question = Concat({pattern.text, pattern.reads_variables ? "\n$" : "\n",
                                       std::to_string(named.size()), "\n", Join(named, "\n")});
  const auto [answer, is_new] = passable.unrelated.try_emplace(question);
  if (is_new) {
    answer->second = FindUnrelatedRole(context.account(), passable.roles, pattern, named);
  }
  return answer->second;
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
  if (context.graph == nullptr || !context.account().is_export || item < 0) return false;
  const ResourcePattern& pattern = view.statement.resources.patterns[static_cast<size_t>(item)];
  const std::vector<Principal>& principals = context.account().principals;
  const std::span<const int32_t> holders = context.evaluation.HoldersOf(view.document.id);
  for (const int32_t holder : holders) {
    const auto self = static_cast<uint32_t>(holder);
    if (context.graph->IsAdmin(self)) continue;
    for (const uint32_t role : context.graph->requirements().roles()) {
      if (role == self || !MatchesArn(pattern, principals[role].arn)) continue;
      if (context.graph->gains().HasMore(self, role)) return false;
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
