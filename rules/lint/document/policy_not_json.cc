// LINT-001

#include "analyzer/audit/rule.h"
#include "rules/lint/document/oddities.h"

namespace iamsift {

extern constinit const Rule kPolicyNotJson = {
    .card = {.id = "LINT-001",
             .name = "policy-not-json",
             .title = "The policy is not JSON",
             .severity = Severity::kError,
             .why = "AWS takes no policy that is not JSON, so nothing in it can be judged.",
             .remedy = "Correct the text at the place given.",
             .source = "IAM User Guide, Grammar of the IAM JSON policy language"},
    .check = &ReportOddities<Severity::kError, OddityKind::kNotJson>,
};

}  // namespace iamsift
