// XP-001, XP-002, XP-004, XP-005

#include "rules/exposure/action_set.h"

namespace iamsift {

extern constinit const Rule kResourcePolicyWrite = {
    .card = {.id = "XP-001",
             .name = "resource-policies-open",
             .title = "Policies on resources can be written",
             .severity = Severity::kHigh,
             .why = "A policy on the resource lets in whom it names: other "
                    "accounts, or everybody, past all identity policies.",
             .remedy = "Name the resources, and leave their policies to "
                       "deployment roles; limit who can be let in where a "
                       "condition key exists, as lambda:Principal.",
             .references = "CWE-732 T1098 T1537",
             .source = "IAM User Guide, Identity-based policies and "
                       "resource-based policies"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kSharingOutside = {
    .card = {.id = "XP-002",
             .name = "sharing-outside",
             .title = "Resources can be shared with other accounts",
             .severity = Severity::kHigh,
             .why = "Snapshots, images, documents and shares given to "
                    "another account are out of reach for good: what was "
                    "copied stays copied.",
             .remedy = "Name the resources; limit shares to the organization, "
                       "as ram:RequestedAllowsExternalPrincipals does.",
             .references = "CWE-732 T1537",
             .source = "AWS Resource Access Manager User Guide, Sharing your "
                       "AWS resources"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kPublicEndpoint = {
    .card = {.id = "XP-004",
             .name = "public-endpoint",
             .title = "Public endpoints and open networks can be made",
             .severity = Severity::kMedium,
             .why = "A function URL without a login, an open security group "
                    "or a public cluster endpoint puts a resource on the "
                    "internet in one call.",
             .remedy = "Name the resources; ask for lambda:FunctionUrlAuthType "
                       "AWS_IAM, and leave network rules to a network role.",
             .references = "CWE-668 CWE-732 T1133 T1562.007",
             .source = "AWS Lambda Developer Guide, Control access to Lambda "
                       "function URLs"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kModelSharing = {
    .card = {.id = "XP-005",
             .name = "model-sharing",
             .title = "Models and their groups can be shared with other "
                      "accounts",
             .severity = Severity::kHigh,
             .why = "A model is worth its training data, and often tells it; "
                    "a policy on its group gives it to whom it names.",
             .remedy = "Name the groups that are shared, and leave their "
                       "policies to a release role.",
             .references = "CWE-732 T1537",
             .source = "Amazon SageMaker AI Developer Guide, Cross-account "
                       "model packages"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

}  // namespace iamsift
