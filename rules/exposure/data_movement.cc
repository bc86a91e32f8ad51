// EX-004, EX-005

#include "rules/exposure/action_set.h"

namespace iamsift {

extern constinit const Rule kSnapshotOrExport = {
    .card = {.id = "EX-004",
             .name = "snapshot-or-export",
             .title = "Whole stores can be copied or exported",
             .severity = Severity::kMedium,
             .why = "A snapshot holds all of a database or disk at once; "
                    "read from the copy, the original notices nothing.",
             .remedy = "Name the resources that are to be backed up or "
                       "exported; leave copies to a backup role.",
             .references = "CWE-732 T1537 T1578.001",
             .source = "Amazon EC2 User Guide, Amazon EBS snapshots"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kMovementByServiceRole = {
    .card = {.id = "EX-005",
             .name = "movement-by-service-role",
             .title = "Services can be told to move data",
             .severity = Severity::kMedium,
             .why = "Replication, transfer tasks, flows and log "
                    "subscriptions carry data elsewhere with the rights of "
                    "their own role, long after the call.",
             .remedy = "Name the buckets, tasks and flows; let only deployment "
                       "roles set up replication and transfers.",
             .references = "CWE-732 T1537 T1020",
             .source = "Amazon S3 User Guide, Setting up permissions for live "
                       "replication"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

}  // namespace iamsift
