// LINT-007

#include "analyzer/audit/rule.h"
#include "rules/lint/document/oddities.h"

namespace iamsift {
namespace {

// Principals in guardrails, sessions and boundaries are judged with what else these may not say
// (LINT-801).
bool IsJudgedByKind(PolicyKind kind, const Oddity& oddity) {
  const bool has_rule_of_its_own = kind == PolicyKind::kScp || kind == PolicyKind::kRcp ||
                                   kind == PolicyKind::kSession || kind == PolicyKind::kBoundary;
  return has_rule_of_its_own && IsAboutPrincipal(oddity);
}

void Check(const DocumentView& view, const RuleContext& context, DocumentSink& findings) {
  const PolicyKind kind = context.account().documents.KindOf(view.id);
  for (const Oddity& oddity : view.written.oddities) {
    if (oddity.kind != OddityKind::kForbiddenElement) continue;
    if (IsJudgedByKind(kind, oddity)) continue;
    ReportOddity(view.written, oddity, Severity::kError, findings);
  }
}

}  // namespace

extern constinit const Rule kForbiddenPolicyElement = {
    .card = {.id = "LINT-007",
             .name = "forbidden-element",
             .title = "Elements that exclude each other, or this kind of policy",
             .severity = Severity::kError,
             .why = "AWS refuses the document, so what it was to allow or deny is not in force.",
             .remedy = "Keep one element of a pair. Name the principal in trust and resource "
                       "policies only, and no resource in a trust policy.",
             .source = "IAM User Guide, Grammar of the IAM JSON policy language"},
    .check = &Check,
};

}  // namespace iamsift
