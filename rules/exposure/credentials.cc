// CR-001, CR-003

#include "rules/exposure/action_set.h"

namespace iamsift {

extern constinit const Rule kForeignCredentials = {
    .card = {.id = "CR-001",
             .name = "credentials-of-others",
             .title = "Credentials of other identities can be had",
             .severity = Severity::kHigh,
             .why = "Whoever makes or fetches the credentials of another "
                    "identity acts as that one, and the logs blame it.",
             .remedy = "Name the users, roles or environments; for own keys "
                       "write `user/${aws:username}`.",
             .references = "CWE-522 CWE-269 T1098.001 T1528",
             .source = "IAM User Guide, Manage access keys for IAM users"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kModelAccessTokens = {
    .card = {.id = "CR-003",
             .name = "model-access-tokens",
             .title = "Logins to notebooks, apps and agents can be had",
             .severity = Severity::kMedium,
             .why = "A presigned URL or a token opens the notebook, tracking "
                    "server or agent of somebody else, with the role that it "
                    "runs as.",
             .remedy = "Name the profiles, notebooks and identities; for own "
                       "Studio logins write "
                       "`user-profile/<domain>/${aws:username}`.",
             .references = "CWE-522 T1550.001 T1528",
             .source = "Amazon SageMaker AI Developer Guide, Control access to "
                       "the SageMaker AI console"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

}  // namespace iamsift
