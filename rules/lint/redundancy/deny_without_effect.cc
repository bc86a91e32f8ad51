// LINT-503

#include <algorithm>

#include "analyzer/audit/rule.h"
#include "analyzer/eval/overlap.h"
#include "rules/lint/catalog/holders.h"
#include "rules/lint/redundancy/proved_for_holder.h"

namespace iamsift {
namespace {

bool MayMeet(const CompiledStatement& deny, const CompiledStatement& allow) {
  if (allow.effect != Effect::kAllow) return false;
  const bool share_actions =
      deny.actions.Intersects(allow.actions) || !allow.actions.unlisted().IsEmpty();
  return share_actions && ResourcesOverlap(deny.resources, allow.resources);
}

// Some policy of the holder may allow what the statement denies.
bool HasWhatItDenies(const RuleContext& context, const PrincipalPermissions& holder,
                     const CompiledStatement& deny) {
  if (!holder.incomplete_because.empty()) return true;
  return std::ranges::any_of(holder.held, [&](const HeldPolicy& held) {
    if (held.text == nullptr) return true;
    const auto& statements = context.evaluation.compiled().at(held.text->document).statements;
    return std::ranges::any_of(statements, [&](const CompiledStatement& statement) {
      return !statement.written->is_readable || MayMeet(deny, statement);
    });
  });
}

// A Deny that never matches at all is told by LINT-505.
void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  // Managed policies are shared: what one holder lacks, another has, and guardrails are made so.
  if (view.origin != PolicyOriginKind::kInline) return;
  const auto holders = HoldersOf(view, context);
  for (const CompiledStatement& statement : view.compiled.statements) {
    const bool is_readable_deny =
        statement.effect == Effect::kDeny && statement.written->is_readable;
    if (!is_readable_deny || statement.actions.IsEmpty() || holders.empty()) continue;
    const auto at = static_cast<size_t>(&statement - view.compiled.statements.data());
    const bool is_idle = std::ranges::none_of(holders, [&](const PrincipalPermissions* holder) {
      return HasWhatItDenies(context, *holder, statement) &&
             !IsProvedIdle(context, view, *holder, at);
    });
    if (!is_idle) continue;
    Hit& hit = findings.Report(
        AtStatement(view.written, *statement.written),
        "No policy of the holder allows anything of what this statement denies; it matters only "
        "for what policies on resources grant.");
    hit.evidence = {{EvidenceRole::kDeniesNothing, hit.at, ""}};
  }
}

}  // namespace

extern constinit const Rule kDenyWithoutEffect = {
    .card = {.id = "LINT-503",
             .name = "deny-without-effect",
             .title = "A Deny of what the holder could not do anyway",
             .severity = Severity::kNote,
             .why = "Nothing that the holder's policies allow is denied by it; often the resource "
                    "or the action is another than was meant.",
             .remedy = "Check what was to be denied; guardrails for many belong into a boundary or "
                       "a service control policy.",
             .source = "IAM User Guide, Policy evaluation logic"},
    .check = &Check,
};

}  // namespace iamsift
