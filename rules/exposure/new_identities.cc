// PS-001, PS-002, PS-003, PS-004, PS-010

#include "rules/exposure/action_set.h"

namespace iamsift {

extern constinit const Rule kLastingCredentials = {
    .card = {.id = "PS-001",
             .name = "lasting-credentials",
             .title = "Lasting credentials can be made for any user",
             .severity = Severity::kMedium,
             .why = "A second key or login stays after the first is revoked, "
                    "and few look for it.",
             .remedy = "Name the users; for own keys write "
                       "`user/${aws:username}`.",
             .references = "CWE-522 T1098.001 T1098.004",
             .source = "IAM User Guide, Manage access keys for IAM users"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kNewPrincipals = {
    .card = {.id = "PS-002",
             .name = "new-principals",
             .title = "New users and roles can be made",
             .severity = Severity::kMedium,
             .why = "A principal of one's own survives the clean-up of the "
                    "one that was stolen.",
             .remedy = "Ask for a permissions boundary on all that is made, and "
                       "name a path or prefix.",
             .references = "CWE-269 T1136.003",
             .source = "IAM User Guide, Permissions boundaries for IAM entities"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kTrustOpen = {
    .card = {.id = "PS-003",
             .name = "trust-open",
             .title = "Trust policies of any role can be rewritten",
             .severity = Severity::kHigh,
             .why = "Whoever writes who may assume a role lets himself in, "
                    "from any account.",
             .remedy = "Name the roles by path or prefix; leave trust policies "
                       "to deployment roles.",
             .references = "CWE-269 T1098.003 T1484.002",
             .source = "IAM User Guide, Update a role trust policy"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kIdentityProviders = {
    .card = {.id = "PS-004",
             .name = "identity-providers",
             .title = "Identity providers can be added or changed",
             .severity = Severity::kHigh,
             .why = "A provider of one's own vouches for anybody, and each "
                    "role that trusts it lets them in.",
             .remedy = "Leave providers and trust anchors to a security role; "
                       "deny these actions to all others by SCP.",
             .references = "CWE-287 CWE-269 T1484.002 T1606.002",
             .source = "IAM User Guide, Identity providers and federation"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kCentralIdentities = {
    .card = {.id = "PS-010",
             .name = "central-identities",
             .title = "Accounts and permission sets of the organization can be "
                      "changed",
             .severity = Severity::kHigh,
             .why = "What Identity Center and the organization hand out "
                    "reaches every account at once.",
             .remedy = "Leave these actions to the management or delegated "
                       "administrator account, and to few roles there.",
             .references = "CWE-269 T1098.003 T1136.003",
             .source = "AWS IAM Identity Center User Guide, Delegated "
                       "administration"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

}  // namespace iamsift
