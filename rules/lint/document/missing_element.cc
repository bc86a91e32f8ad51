// LINT-005

#include "analyzer/audit/rule.h"
#include "rules/lint/document/oddities.h"

namespace iamsift {

extern constinit const Rule kMissingPolicyElement = {
    .card = {.id = "LINT-005",
             .name = "missing-element",
             .title = "An element is missing",
             .severity = Severity::kError,
             .why = "AWS refuses a statement without an effect, an action, or what its kind of "
                    "policy needs besides.",
             .remedy = "Add the element.",
             .source = "IAM User Guide, Grammar of the IAM JSON policy language"},
    .check = &ReportOddities<Severity::kError, OddityKind::kMissingElement>,
};

}  // namespace iamsift
