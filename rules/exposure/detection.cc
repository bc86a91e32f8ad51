// LG-001, LG-002, LG-003, LG-004, LG-005, LG-006, LG-007, LG-009

#include "rules/exposure/action_set.h"

namespace iamsift {

extern constinit const Rule kTrailsOpen = {
    .card = {.id = "LG-001",
             .name = "trails-open",
             .title = "Trails can be stopped or thinned out",
             .severity = Severity::kHigh,
             .why = "Without the trail nobody can tell afterwards what was "
                    "done, or by whom.",
             .remedy = "Leave trails to a security role; deny these actions to "
                       "all others by SCP.",
             .references = "CWE-778 T1562.008",
             .source = "AWS CloudTrail User Guide, Security best practices"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kRecorderOpen = {
    .card = {.id = "LG-002",
             .name = "recorder-open",
             .title = "The recording of configurations can be stopped",
             .severity = Severity::kHigh,
             .why = "Config tells what a resource was like before it was "
                    "changed, and raises the alarm on what is out of line.",
             .remedy = "Leave recorder and rules to a security role; deny these "
                       "actions to all others by SCP.",
             .references = "CWE-778 T1562.008",
             .source = "AWS Config Developer Guide, Security best practices"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kThreatDetectionOpen = {
    .card = {.id = "LG-003",
             .name = "threat-detection-open",
             .title = "Threat detection can be switched off or told to ignore",
             .severity = Severity::kHigh,
             .why = "A filter or a trusted address list silences GuardDuty "
                    "for one attacker, and all still looks switched on.",
             .remedy = "Leave detectors to a security role; deny these actions "
                       "to all others by SCP.",
             .references = "CWE-778 T1562.001",
             .source = "Amazon GuardDuty User Guide, Suppression rules"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kPostureChecksOpen = {
    .card = {.id = "LG-004",
             .name = "posture-checks-open",
             .title = "Posture checks can be switched off or their findings "
                      "hidden",
             .severity = Severity::kMedium,
             .why = "Archived findings and disabled standards make an "
                    "account look clean that is not.",
             .remedy = "Leave Security Hub, Inspector, Macie and Access "
                       "Analyzer to a security role.",
             .references = "CWE-778 T1562.001",
             .source = "AWS Security Hub User Guide, Automation rules"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kLogsAndAlarmsOpen = {
    .card = {.id = "LG-005",
             .name = "logs-and-alarms-open",
             .title = "Logs and alarms can be removed",
             .severity = Severity::kMedium,
             .why = "The traces of an application and the alarms on it are "
                    "the first thing that an intruder would rather not have.",
             .remedy = "Name the log groups, alarms and rules of the "
                       "application; keep the logs that matter in another "
                       "account.",
             .references = "CWE-778 T1562.008 T1070",
             .source = "Amazon CloudWatch Logs User Guide, Identity and access "
                       "management"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kNetworkLogsOpen = {
    .card = {.id = "LG-006",
             .name = "network-logs-open",
             .title = "Network logs can be removed",
             .severity = Severity::kMedium,
             .why = "Flow and query logs show where data went; without them "
                    "a leak leaves no trace.",
             .remedy = "Name the logs, load balancers and buckets, and leave "
                       "their logging to a network role.",
             .references = "CWE-778 T1562.008",
             .source = "Amazon VPC User Guide, Logging IP traffic using VPC "
                       "Flow Logs"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kEdgeProtectionOpen = {
    .card = {.id = "LG-007",
             .name = "edge-protection-open",
             .title = "Firewalls and their logs can be removed",
             .severity = Severity::kMedium,
             .why = "Web ACLs, firewalls and shields stand before everything "
                    "that is public; one call takes them away.",
             .remedy = "Name the web ACLs and firewalls, and leave them to a "
                       "network role.",
             .references = "CWE-778 T1562.007",
             .source = "AWS WAF Developer Guide, Identity and access management"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kModelTelemetryOpen = {
    .card = {.id = "LG-009",
             .name = "model-telemetry-open",
             .title = "Guardrails and the monitoring of models can be removed",
             .severity = Severity::kMedium,
             .why = "Invocation logs, guardrails and monitors are all that "
                    "tells of a misused or drifting model.",
             .remedy = "Name the guardrails and schedules; leave invocation "
                       "logging to a security role.",
             .references = "CWE-778 T1562.008 T1562.001",
             .source = "Amazon Bedrock User Guide, Monitor model invocation"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

}  // namespace iamsift
