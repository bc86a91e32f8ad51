// LINT-002

#include "analyzer/audit/rule.h"
#include "rules/lint/document/oddities.h"

namespace iamsift {

extern constinit const Rule kNameGivenTwice = {
    .card = {.id = "LINT-002",
             .name = "name-given-twice",
             .title = "A name is given twice in one object",
             .severity = Severity::kError,
             .why = "Readers differ on which of the two counts; a dropped condition opens what "
                    "it was to protect. The document's meaning is unknown.",
             .remedy = "Put the two into one: a name once, with all its values.",
             .source = "IAM User Guide, Grammar of the IAM JSON policy language"},
    .check = &ReportOddities<Severity::kError, OddityKind::kDuplicateName>,
};

}  // namespace iamsift
