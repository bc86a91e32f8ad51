// LINT-006

#include "analyzer/audit/rule.h"
#include "analyzer/base/text.h"
#include "rules/lint/document/oddities.h"

namespace iamsift {
namespace {

void Check(const DocumentView& view, const RuleContext&, DocumentSink& findings) {
  for (const Oddity& oddity : view.written.oddities) {
    if (oddity.kind != OddityKind::kInvalidEffect) continue;
    Hit& hit = ReportOddity(view.written, oddity, Severity::kError, findings);
    if (oddity.suggestion.empty()) continue;
    hit.fix_replacement = Concat({"\"", oddity.suggestion, "\""});
    hit.fix_description = Concat({"Write `", oddity.suggestion, "`."});
  }
}

}  // namespace

extern constinit const Rule kInvalidPolicyEffect = {
    .card = {.id = "LINT-006",
             .name = "invalid-effect",
             .title = "Effect is neither Allow nor Deny",
             .severity = Severity::kError,
             .why = "Effects are exact, letter case included; AWS refuses a document with any "
                    "other.",
             .remedy = "Write `Allow` or `Deny`.",
             .source = "IAM User Guide, IAM JSON policy elements: Effect"},
    .check = &Check,
};

}  // namespace iamsift
