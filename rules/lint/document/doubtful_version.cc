// LINT-008

#include "analyzer/audit/rule.h"
#include "rules/lint/document/oddities.h"

namespace iamsift {
namespace {

void Check(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const Oddity& oddity : view.written.oddities) {
    if (oddity.kind == OddityKind::kMissingVersion) {
      ReportOddity(view.written, oddity, Severity::kWarning, findings);
    } else if (oddity.kind == OddityKind::kOldVersion) {
      ReportOddity(view.written, oddity, Severity::kNote, findings);
    } else if (oddity.kind == OddityKind::kInvalidVersion) {
      ReportOddity(view.written, oddity, Severity::kError, findings);
    }
  }
}

}  // namespace

extern constinit const Rule kDoubtfulPolicyVersion = {
    .card = {.id = "LINT-008",
             .name = "missing-or-old-version",
             .title = "Version is missing, old or unknown",
             .severity = Severity::kWarning,
             .why = "Without Version 2012-10-17 a policy variable such as ${aws:username} is "
                    "plain text that matches nothing.",
             .remedy = "Write 2012-10-17, after checking what any `${` in the document would "
                       "then mean.",
             .source = "IAM User Guide, IAM JSON policy elements: Version"},
    .check = &Check,
};

}  // namespace iamsift
