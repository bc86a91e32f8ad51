// LINT-004

#include "analyzer/audit/rule.h"
#include "rules/lint/document/oddities.h"

namespace iamsift {
namespace {

// Kinds of principals are judged with the principals (LINT-601).
void Check(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const Oddity& oddity : view.written.oddities) {
    if (oddity.kind != OddityKind::kUnknownElement || IsAboutPrincipal(oddity)) continue;
    ReportOddity(view.written, oddity, Severity::kError, findings);
  }
}

}  // namespace

extern constinit const Rule kUnknownPolicyElement = {
    .card = {.id = "LINT-004",
             .name = "unknown-element",
             .title = "An element that the policy language does not have",
             .severity = Severity::kError,
             .why = "Element names are exact; AWS refuses a document with any other.",
             .remedy = "Write the element that was meant, or remove it.",
             .source = "IAM User Guide, Grammar of the IAM JSON policy language"},
    .check = &Check,
};

}  // namespace iamsift
