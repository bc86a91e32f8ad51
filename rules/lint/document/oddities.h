#pragma once

// From what the parser found odd to findings: most document lints are a choice of oddities.

#include <algorithm>
#include <string>

#include "analyzer/audit/rule.h"

namespace iamsift {

// The index of the statement that the place lies in, -1 for none.
int StatementAround(const PolicyDocument& document, SourceSpan place);

// Whether the oddity is about Principal or NotPrincipal, or inside of it.
bool IsAboutPrincipal(const Oddity& oddity);

// Its place, its problem as a sentence, and what was probably meant.
Hit& ReportOddity(const PolicyDocument& document, const Oddity& oddity, Severity severity,
                  DocumentSink& findings);

// The check of a rule that reports all oddities of some kinds with the one severity.
template <Severity severity, OddityKind... kinds>
void ReportOddities(const DocumentView& document, const RuleContext&, DocumentSink& findings) {
  for (const Oddity& oddity : document.written.oddities) {
    if (((oddity.kind == kinds) || ...)) {
      ReportOddity(document.written, oddity, severity, findings);
    }
  }
}

}  // namespace iamsift
