// IM-001, IM-002, IM-003, IM-004, IM-005, IM-006, IM-007

#include "rules/exposure/action_set.h"

namespace iamsift {

extern constinit const Rule kIrrecoverableDeletion = {
    .card = {.id = "IM-001",
             .name = "irrecoverable-deletion",
             .title = "Data and resources can be deleted for good",
             .severity = Severity::kMedium,
             .why = "What is deleted by these calls does not come back, or "
                    "only from a backup that somebody thought of.",
             .remedy = "Name the resources, or a prefix of their names; leave "
                       "deletion to a role that is taken on for it.",
             .references = "CWE-732 T1485",
             .source = "AWS Well-Architected Framework, Reliability Pillar: "
                       "Back up data"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kKeyLoss = {
    .card = {.id = "IM-002",
             .name = "key-loss",
             .title = "Keys can be destroyed, encryption switched off",
             .severity = Severity::kHigh,
             .why = "Without its key, data is gone in every copy and every "
                    "backup at once.",
             .remedy = "Leave key deletion to a key administrator; name the "
                       "keys and buckets for all others.",
             .references = "CWE-732 T1485 T1486",
             .source = "AWS Key Management Service Developer Guide, Deleting "
                       "AWS KMS keys"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kNetworkPath = {
    .card = {.id = "IM-003",
             .name = "network-path",
             .title = "The way of network traffic can be changed",
             .severity = Severity::kMedium,
             .why = "A route, a peering, a mirror session or a DNS record "
                    "sends traffic past every filter, or to somebody who "
                    "listens.",
             .remedy = "Leave routes, gateways and DNS to a network role; name "
                       "the zones and tables for all others.",
             .references = "CWE-668 CWE-732 T1557 T1562.007",
             .source = "Amazon VPC User Guide, Identity and access management"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kHijackAndCost = {
    .card = {.id = "IM-004",
             .name = "hijack-and-cost",
             .title = "Capacity, models and messages can be used at any cost",
             .severity = Severity::kLow,
             .why = "Stolen credentials are used first for what costs their "
                    "owner money: machines, models, mass mail.",
             .remedy = "Limit instance types and model ids by condition or "
                       "resource; set quotas and budgets.",
             .references = "CWE-770 T1496 T1578.002",
             .source = "AWS Security Blog, Best practices against unauthorized "
                       "resource use"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kRetention = {
    .card = {.id = "IM-005",
             .name = "retention-and-versioning",
             .title = "Retention, versions and locks can be changed",
             .severity = Severity::kMedium,
             .why = "Versions and locks are what is left after a deletion; "
                    "shortened first, they leave nothing.",
             .remedy = "Name the buckets and vaults; leave lifecycle rules and "
                       "locks to deployment roles.",
             .references = "CWE-732 T1490 T1485",
             .source = "Amazon S3 User Guide, Locking objects with Object Lock"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kAccountAtRisk = {
    .card = {.id = "IM-006",
             .name = "account-at-risk",
             .title = "The account or the organization can be given up",
             .severity = Severity::kHigh,
             .why = "Out of its organization an account has no guardrails; "
                    "closed, it takes all that is in it along.",
             .remedy = "Leave these actions to the management account; deny "
                       "them elsewhere by SCP.",
             .references = "CWE-732 T1531 T1666",
             .source = "AWS Organizations User Guide, Best practices for member "
                       "accounts"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kSwapInService = {
    .card = {.id = "IM-007",
             .name = "swap-in-service",
             .title = "The model or agent that answers can be replaced",
             .severity = Severity::kMedium,
             .why = "Another model behind the same endpoint answers the same "
                    "callers: nobody sees the change, all act on it.",
             .remedy = "Name the endpoints and agents; leave releases to a "
                       "pipeline role with an approval before it.",
             .references = "CWE-345 CWE-732 T1565",
             .source = "Amazon SageMaker AI Developer Guide, Update a model "
                       "package approval status"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

}  // namespace iamsift
