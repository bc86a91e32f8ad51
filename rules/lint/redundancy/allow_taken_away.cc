// LINT-502

#include <algorithm>
#include <string>
#include <string_view>

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/catalog/holders.h"
#include "rules/lint/redundancy/proved_for_holder.h"

namespace iamsift {
namespace {

// The statement's grant to the holder; null for a Deny or a document that cannot be read.
const Grant* GrantTo(const RuleContext& context, const DocumentView& view,
                     const PrincipalPermissions& holder, const CompiledStatement& statement) {
  GrantTable& table = context.evaluation.grants();
  for (const Grant& grant : table.Of(view.id, table.LimitsFor(view.id, holder.limits))) {
    if (grant.statement == &statement) return &grant;
  }
  return nullptr;
}

bool IsTakenFrom(const RuleContext& context, const DocumentView& view,
                 const PrincipalPermissions& holder, const CompiledStatement& statement) {
  const Grant* const grant = GrantTo(context, view, holder, statement);
  if (grant == nullptr) return false;
  if (grant->Live().IsEmpty()) return !grant->taken.IsEmpty();
  return IsProvedTaken(context, view, holder, *grant);
}

// Of actions that AWS does not list, nobody can say that they are all taken.
bool NamesUnlisted(const CompiledStatement& statement) {
  return std::ranges::any_of(statement.patterns,
                             [](const ActionPattern& pattern) { return pattern.ranges.empty(); });
}

// What takes one of the actions from the holder.
std::string TakerOf(const RuleContext& context, const PrincipalPermissions& holder,
                    const ActionSet& taken) {
  for (uint32_t id = 0; id < context.catalog.ActionCount(); ++id) {
    const ActionId action{static_cast<uint16_t>(id)};
    if (!taken.Contains(action)) continue;
    const ActionDecision decision = context.evaluation.Decide(holder, action);
    if (!decision.boundary_allows) return "the permissions boundary does not allow it";
    if (!decision.levels_without_allow.empty()) {
      return Concat(
          {"no service control policy of ", decision.levels_without_allow.front(), " allows it"});
    }
    for (const DecidingStatement& deny : decision.takes) {
      if (deny.scp != nullptr) return Concat({"the guardrail `", deny.scp->name, "` denies it"});
      if (deny.held != nullptr) return Concat({"`", deny.held->name, "` denies it"});
    }
    break;
  }
  return "its conditions and the holder's Denies leave no request";
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  const auto holders = HoldersOf(view, context);
  if (holders.empty() || view.kind != PolicyKind::kIdentity) return;
  for (const CompiledStatement& statement : view.compiled.statements) {
    if (statement.effect != Effect::kAllow || NamesUnlisted(statement)) continue;
    const bool is_taken = std::ranges::all_of(holders, [&](const PrincipalPermissions* holder) {
      return IsTakenFrom(context, view, *holder, statement);
    });
    if (!is_taken) continue;
    const Grant& grant = *GrantTo(context, view, *holders.front(), statement);
    Hit& hit = findings.Report(AtStatement(view.written, *statement.written),
                               Concat({"Nothing is left of what this statement allows: ",
                                       TakerOf(context, *holders.front(), grant.taken), "."}));
    const bool is_incomplete = std::ranges::any_of(
        holders, [](const auto* holder) { return !holder->incomplete_because.empty(); });
    if (!is_incomplete) continue;
    hit.confidence = Confidence::kConditional;
    hit.assumptions.emplace_back("document");
  }
}

}  // namespace

extern constinit const Rule kAllowTakenAway = {
    .card = {.id = "LINT-502",
             .name = "allow-taken-away",
             .title = "An Allow of which nothing is left",
             .severity = Severity::kWarning,
             .why = "A Deny, the permissions boundary or a service control policy takes all of it "
                    "away: the statement grants nothing, and will once the limit is lifted.",
             .remedy = "Remove the statement, or the limit where the right is wanted.",
             .source = "IAM User Guide, Policy evaluation logic"},
    .check = &Check,
};

}  // namespace iamsift
