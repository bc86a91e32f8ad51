// LINT-010

#include "analyzer/audit/rule.h"
#include "rules/lint/document/oddities.h"

namespace iamsift {
namespace {

void Check(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const Oddity& oddity : view.written.oddities) {
    if (oddity.kind == OddityKind::kEmptyList) {
      ReportOddity(view.written, oddity, Severity::kError, findings);
    } else if (oddity.kind == OddityKind::kEmptyTest) {
      ReportOddity(view.written, oddity, Severity::kWarning, findings);
    }
  }
}

}  // namespace

extern constinit const Rule kEmptyPolicyList = {
    .card = {.id = "LINT-010",
             .name = "empty-list",
             .title = "A list or map is empty",
             .severity = Severity::kError,
             .why = "AWS refuses a document without statements, actions or resources. An empty "
                    "principal names nobody, and an empty condition tests nothing.",
             .remedy = "Fill the list, or remove the element.",
             .source = "IAM User Guide, Grammar of the IAM JSON policy language"},
    .check = &Check,
};

}  // namespace iamsift
