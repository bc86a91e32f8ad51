// XP-003

#include "rules/exposure/action_set.h"

namespace iamsift {

extern constinit const Rule kPublicAccessGuards = {
    .card = {.id = "XP-003",
             .name = "public-access-guards-open",
             .title = "Guards against public access can be taken down",
             .severity = Severity::kHigh,
             .why = "Block Public Access holds even where a policy or an ACL "
                    "is wrong; without it every such mistake is public.",
             .remedy = "Leave these actions to the role that sets accounts up; "
                       "deny them to all others by SCP.",
             .references = "CWE-732 T1562 T1537",
             .source = "Amazon S3 User Guide, Blocking public access to your "
                       "Amazon S3 storage"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

}  // namespace iamsift
