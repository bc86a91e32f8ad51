// OB-021, silent until a run can read usage records.

#include "analyzer/audit/rule.h"
#include "rules/broad/compliance.h"

namespace iamsift {

extern constinit const Rule kGrantedButUnused = {
    .card = {.id = "OB-021",
             .name = "granted-but-unused",
             .title = "Granted, but not used",
             .severity = Severity::kMedium,
             .why = "What nobody uses serves only the one who steals the identity.",
             .remedy = "Remove the services and actions that were not used in the window.",
             .compliance = kExcessControls,
             .references = "CWE-250 T1078.004",
             .source = "IAM User Guide, Refine permissions using last accessed information"},
};

}  // namespace iamsift
