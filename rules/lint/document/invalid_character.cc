// LINT-011

#include "analyzer/audit/rule.h"
#include "rules/lint/document/oddities.h"

namespace iamsift {

extern constinit const Rule kInvalidPolicyCharacter = {
    .card = {.id = "LINT-011",
             .name = "invalid-character",
             .title = "A character that IAM refuses",
             .severity = Severity::kError,
             .why = "IAM takes no character beyond U+00FF in a policy; dashes and quotes from a "
                    "word processor are the usual ones.",
             .remedy = "Write the character in plain letters, or leave it out.",
             .source = "IAM API Reference, CreatePolicy, PolicyDocument"},
    .check = &ReportOddities<Severity::kError, OddityKind::kInvalidCharacter>,
};

}  // namespace iamsift
