// PS-005, PS-006, PS-007, PS-008, PS-009

#include "rules/exposure/action_set.h"

namespace iamsift {

extern constinit const Rule kLastingSessions = {
    .card = {.id = "PS-005",
             .name = "lasting-sessions",
             .title = "Sessions can be made that outlive a revoked key",
             .severity = Severity::kMedium,
             .why = "A federation or session token stays valid for up to 36 "
                    "hours, after the key that asked for it is deleted.",
             .remedy = "Give up these actions; roles and Identity Center serve "
                       "the same ends.",
             .references = "CWE-613 T1550.001",
             .source = "IAM User Guide, Disabling permissions for temporary "
                       "security credentials"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kEventTriggers = {
    .card = {.id = "PS-006",
             .name = "event-triggers",
             .title = "Code can be tied to events, layers and triggers",
             .severity = Severity::kMedium,
             .why = "A trigger or a layer runs the code of whoever put it "
                    "there, whenever something else happens, until somebody "
                    "looks.",
             .remedy = "Name the rules, functions and buckets; leave triggers "
                       "to deployment roles.",
             .references = "CWE-732 T1546",
             .source = "AWS Lambda Developer Guide, Resource-based IAM policies "
                       "in Lambda"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kHostFootholds = {
    .card = {.id = "PS-007",
             .name = "host-footholds",
             .title = "Hosts can be given start-up code or managers",
             .severity = Severity::kMedium,
             .why = "User data, associations and activations run on hosts as "
                    "root, and again at each start.",
             .remedy = "Name the instances, templates and documents; leave them "
                       "to deployment roles.",
             .references = "CWE-732 T1546 T1098",
             .source = "AWS Systems Manager User Guide, State Manager"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kImagesOpen = {
    .card = {.id = "PS-008",
             .name = "images-open",
             .title = "Images and packages that others run can be replaced",
             .severity = Severity::kMedium,
             .why = "Whoever writes an image or a package runs code wherever "
                    "it is pulled next.",
             .remedy = "Name the repositories; leave pushes to build roles, and "
                       "make tags immutable.",
             .references = "CWE-494 CWE-732 T1525",
             .source = "Amazon ECR User Guide, Preventing image tags from being "
                       "overwritten"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kModelFootholds = {
    .card = {.id = "PS-009",
             .name = "model-footholds",
             .title = "Notebooks and Studio can be given start-up code",
             .severity = Severity::kMedium,
             .why = "Lifecycle scripts, images and repositories run in the "
                    "notebooks of others, with their execution roles.",
             .remedy = "Name the configurations and domains; leave them to the "
                       "role that runs the platform.",
             .references = "CWE-732 T1546 T1525",
             .source = "Amazon SageMaker AI Developer Guide, Lifecycle "
                       "configurations"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

}  // namespace iamsift
