// HY-021

#include "analyzer/audit/rule.h"

namespace iamsift {

extern constinit const Rule kDriftedRole = {
    .card = {.id = "HY-021",
             .name = "drifted-role",
             .title = "A role can do more or less than at the previous scan",
             .severity = Severity::kInfo,
             .why = "A change of what a role can do deserves a look, whoever made it.",
             .remedy = "Compare the two scans.",
             .references = "CWE-1220",
             .source = "IAM User Guide, Security best practices in IAM"},
    .check = {},
};

}  // namespace iamsift
