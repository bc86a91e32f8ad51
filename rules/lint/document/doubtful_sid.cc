// LINT-009

#include "analyzer/audit/rule.h"
#include "rules/lint/document/oddities.h"

namespace iamsift {
namespace {

void Check(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const Oddity& oddity : view.written.oddities) {
    if (oddity.kind == OddityKind::kEmptySid) {
      ReportOddity(view.written, oddity, Severity::kNote, findings);
    } else if (oddity.kind == OddityKind::kDuplicateSid || oddity.kind == OddityKind::kInvalidSid) {
      ReportOddity(view.written, oddity, Severity::kError, findings);
    }
  }
}

}  // namespace

extern constinit const Rule kDoubtfulSid = {
    .card = {.id = "LINT-009",
             .name = "repeated-or-invalid-sid",
             .title = "A Sid is repeated, invalid or empty",
             .severity = Severity::kError,
             .why = "IAM refuses a new document in which two statements share a Sid, or whose "
                    "Sid has other characters than it allows.",
             .remedy = "Give each statement a Sid of its own in letters and digits, or none.",
             .source = "IAM User Guide, IAM JSON policy elements: Sid"},
    .check = &Check,
};

}  // namespace iamsift
