// EX-002, EX-003, EX-006, EX-007, EX-008

#include "rules/exposure/action_set.h"

namespace iamsift {

extern constinit const Rule kSecretsOpen = {
    .card = {.id = "EX-002",
             .name = "secrets-open",
             .title = "Secrets can be read, whichever they are",
             .severity = Severity::kHigh,
             .why = "One call gives the passwords and keys of every "
                    "application; what is behind them is lost with them.",
             .remedy = "Name the secrets or parameters, or a prefix of their "
                       "names, with account and Region; or ask for a tag that "
                       "only the owner's secrets carry.",
             .references = "CWE-522 CWE-732 T1555.006",
             .source = "AWS Secrets Manager User Guide, Permissions policy "
                       "examples"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kDecryptWithAnyKey = {
    .card = {.id = "EX-003",
             .name = "decrypt-with-any-key",
             .title = "Any key can be used to decrypt",
             .severity = Severity::kMedium,
             .why = "Encryption protects data from those who may not use its "
                    "key; whoever may use all of them is stopped by nothing "
                    "but the other half of the permission.",
             .remedy = "Name the keys by ARN, or limit the use to one service "
                       "with kms:ViaService or to one kind of data by its "
                       "encryption context.",
             .references = "CWE-732 T1530",
             .source = "AWS Key Management Service Developer Guide, Best "
                       "practices for IAM policies"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kPermissionReconnaissance = {
    .card = {.id = "EX-006",
             .name = "permission-reconnaissance",
             .title = "All permissions of the account can be read in one call",
             .severity = Severity::kInfo,
             .why = "The answer is the map that an attacker draws first: "
                    "every principal, every policy, every trust.",
             .remedy = "Leave it to auditors and to the tools that scan the "
                       "account.",
             .references = "CWE-200 T1087.004 T1069.003",
             .source = "IAM API Reference, GetAccountAuthorizationDetails"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kModelDataOpen = {
    .card = {.id = "EX-007",
             .name = "model-data-open",
             .title = "Features, models or memories can be read, whichever "
                      "they are",
             .severity = Severity::kMedium,
             .why = "Feature stores, endpoints and memories answer with what "
                    "they were trained on or told: often personal data.",
             .remedy = "Name the feature groups, endpoints, model packages and "
                       "memories that the work needs.",
             .references = "CWE-732 T1530 T1213",
             .source = "Service Authorization Reference, Amazon SageMaker"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

extern constinit const Rule kConfigurationWithSecrets = {
    .card = {.id = "EX-008",
             .name = "configuration-with-secrets",
             .title = "Code and configuration that often holds secrets can be "
                      "read",
             .severity = Severity::kLow,
             .why = "Environment variables, user data, build definitions and "
                    "job parameters hold passwords more often than they "
                    "should.",
             .remedy = "Name the functions, projects and jobs; keep secrets in "
                       "Secrets Manager, so that reading configuration shows "
                       "none.",
             .references = "CWE-522 CWE-526 T1552",
             .source = "AWS Lambda Developer Guide, Working with environment "
                       "variables"},
    .check = &CheckActionSet,
    .judges_managed = true,
};

}  // namespace iamsift
