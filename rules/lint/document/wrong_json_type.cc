// LINT-003

#include "analyzer/audit/rule.h"
#include "rules/lint/document/oddities.h"

namespace iamsift {

extern constinit const Rule kWrongJsonType = {
    .card = {.id = "LINT-003",
             .name = "wrong-json-type",
             .title = "A value has the wrong type",
             .severity = Severity::kError,
             .why = "AWS refuses the document, so what it was to allow or deny is not in force.",
             .remedy = "Write the value as the policy language asks for it: text in quotes, "
                       "lists of text, maps of conditions.",
             .source = "IAM User Guide, Grammar of the IAM JSON policy language"},
    .check = &ReportOddities<Severity::kError, OddityKind::kWrongType>,
};

}  // namespace iamsift
