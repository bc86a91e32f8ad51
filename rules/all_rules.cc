#include "rules/all_rules.h"

// One line a rule, by family and id.
// clang-format off
#define IAMSIFT_RULES(RULE)                             \
  RULE(kForeignCredentials)              /* CR-001 */   \
  RULE(kServiceTokens)                   /* CR-002 */   \
  RULE(kModelAccessTokens)               /* CR-003 */   \
  RULE(kBulkDataRead)                    /* EX-001 */   \
  RULE(kSecretsOpen)                     /* EX-002 */   \
  RULE(kDecryptWithAnyKey)               /* EX-003 */   \
  RULE(kSnapshotOrExport)                /* EX-004 */   \
  RULE(kMovementByServiceRole)           /* EX-005 */   \
  RULE(kPermissionReconnaissance)        /* EX-006 */   \
  RULE(kModelDataOpen)                   /* EX-007 */   \
  RULE(kConfigurationWithSecrets)        /* EX-008 */   \
  RULE(kWriteChannelOut)                 /* EX-009 */   \
  RULE(kUnusedRole)                      /* HY-001 */   \
  RULE(kIdleCredentials)                 /* HY-002 */   \
  RULE(kUserWithInlinePolicy)            /* HY-003 */   \
  RULE(kUserWithAttachedPolicy)          /* HY-004 */   \
  RULE(kUnattachedPolicy)                /* HY-005 */   \
  RULE(kDormantAdministratorPolicy)      /* HY-006 */   \
  RULE(kEmptyGroup)                      /* HY-007 */   \
  RULE(kAdministratorInventory)          /* HY-008 */   \
  RULE(kMakesPrincipalsWithoutBoundary)  /* HY-009 */   \
  RULE(kMissingBoundaryPolicy)           /* HY-010 */   \
  RULE(kWiderOldVersion)                 /* HY-011 */   \
  RULE(kFivePolicyVersions)              /* HY-012 */   \
  RULE(kUnresolvedReference)             /* HY-013 */   \
  RULE(kPolicySharedByPeopleAndServices) /* HY-014 */   \
  RULE(kAdministratorUser)               /* HY-015 */   \
  RULE(kWeakCredentials)                 /* HY-016 */   \
  RULE(kIdleInstanceProfile)             /* HY-017 */   \
  RULE(kTwinRoles)                       /* HY-018 */   \
  RULE(kCloudshellFullAccess)            /* HY-019 */   \
  RULE(kMissingSupportRole)              /* HY-020 */   \
  RULE(kDriftedRole)                     /* HY-021 */   \
  RULE(kIrrecoverableDeletion)           /* IM-001 */   \
  RULE(kKeyLoss)                         /* IM-002 */   \
  RULE(kNetworkPath)                     /* IM-003 */   \
  RULE(kHijackAndCost)                   /* IM-004 */   \
  RULE(kRetention)                       /* IM-005 */   \
  RULE(kAccountAtRisk)                   /* IM-006 */   \
  RULE(kSwapInService)                   /* IM-007 */   \
  RULE(kTrailsOpen)                      /* LG-001 */   \
  RULE(kRecorderOpen)                    /* LG-002 */   \
  RULE(kThreatDetectionOpen)             /* LG-003 */   \
  RULE(kPostureChecksOpen)               /* LG-004 */   \
  RULE(kLogsAndAlarmsOpen)               /* LG-005 */   \
  RULE(kNetworkLogsOpen)                 /* LG-006 */   \
  RULE(kEdgeProtectionOpen)              /* LG-007 */   \
  RULE(kLogBuckets)                      /* LG-008 */   \
  RULE(kModelTelemetryOpen)              /* LG-009 */   \
  RULE(kPolicyNotJson)                   /* LINT-001 */ \
  RULE(kNameGivenTwice)                  /* LINT-002 */ \
  RULE(kWrongJsonType)                   /* LINT-003 */ \
  RULE(kUnknownPolicyElement)            /* LINT-004 */ \
  RULE(kMissingPolicyElement)            /* LINT-005 */ \
  RULE(kInvalidPolicyEffect)             /* LINT-006 */ \
  RULE(kForbiddenPolicyElement)          /* LINT-007 */ \
  RULE(kDoubtfulPolicyVersion)           /* LINT-008 */ \
  RULE(kDoubtfulSid)                     /* LINT-009 */ \
  RULE(kEmptyPolicyList)                 /* LINT-010 */ \
  RULE(kInvalidPolicyCharacter)          /* LINT-011 */ \
  RULE(kPlaceholderLeftIn)               /* LINT-012 */ \
  RULE(kTemplateResidue)                 /* LINT-013 */ \
  RULE(kUnknownServicePrefix)            /* LINT-101 */ \
  RULE(kUnknownAction)                   /* LINT-102 */ \
  RULE(kWildcardWithoutMatch)            /* LINT-103 */ \
  RULE(kMalformedAction)                 /* LINT-104 */ \
  RULE(kWildcardInService)               /* LINT-105 */ \
  RULE(kUnusualActionCase)               /* LINT-106 */ \
  RULE(kCoveredAction)                   /* LINT-107 */ \
  RULE(kRetiredServiceAction)            /* LINT-108 */ \
  RULE(kActionNotUsableHere)             /* LINT-109 */ \
  RULE(kMissingCompanionAction)          /* LINT-110 */ \
  RULE(kMalformedArn)                    /* LINT-201 */ \
  RULE(kUnknownArnPart)                  /* LINT-202 */ \
  RULE(kMisplacedAccountOrRegion)        /* LINT-203 */ \
  RULE(kUnknownResourceForm)             /* LINT-204 */ \
  RULE(kActionMissesResources)           /* LINT-205 */ \
  RULE(kUnscopableActionOnArns)          /* LINT-206 */ \
  RULE(kHalfCoveredAction)               /* LINT-207 */ \
  RULE(kCoveredResource)                 /* LINT-208 */ \
  RULE(kResourceIsEverything)            /* LINT-209 */ \
  RULE(kInvalidRoleOrUserReference)      /* LINT-210 */ \
  RULE(kUnknownConditionOperator)        /* LINT-301 */ \
  RULE(kUnknownConditionKey)             /* LINT-302 */ \
  RULE(kConditionKeyOfOtherAction)       /* LINT-303 */ \
  RULE(kOperatorCannotTakeKey)           /* LINT-304 */ \
  RULE(kOperatorOfOtherFamily)           /* LINT-305 */ \
  RULE(kValueOfOtherType)                /* LINT-306 */ \
  RULE(kWildcardUnderExactOperator)      /* LINT-307 */ \
  RULE(kMissingSetOperator)              /* LINT-308 */ \
  RULE(kIdleSetOperator)                 /* LINT-309 */ \
  RULE(kNullWithQualifier)               /* LINT-310 */ \
  RULE(kNeverOrAlwaysTrue)               /* LINT-311 */ \
  RULE(kDoubtfulAddress)                 /* LINT-312 */ \
  RULE(kMfaNotEnforced)                  /* LINT-313 */ \
  RULE(kOpenTenantKey)                   /* LINT-314 */ \
  RULE(kVariableInOldVersion)            /* LINT-401 */ \
  RULE(kMalformedVariable)               /* LINT-402 */ \
  RULE(kVariableWithoutValue)            /* LINT-403 */ \
  RULE(kRedundantStatement)              /* LINT-501 */ \
  RULE(kAllowTakenAway)                  /* LINT-502 */ \
  RULE(kDenyWithoutEffect)               /* LINT-503 */ \
  RULE(kGrantsNothing)                   /* LINT-504 */ \
  RULE(kGuardrailVoid)                   /* LINT-505 */ \
  RULE(kMalformedPrincipal)              /* LINT-601 */ \
  RULE(kPolicyOverQuota)                 /* LINT-701 */ \
  RULE(kCountOverQuota)                  /* LINT-702 */ \
  RULE(kGuardrailSyntax)                 /* LINT-801 */ \
  RULE(kPowerfulExecutionRole)           /* ML-001 */   \
  RULE(kExecutionRolePassesRoles)        /* ML-002 */   \
  RULE(kSharedStudioRole)                /* ML-003 */   \
  RULE(kStudioLoginOfOthers)             /* ML-004 */   \
  RULE(kNotebookLoginOfOthers)           /* ML-005 */   \
  RULE(kJobsOutsideVpc)                  /* ML-006 */   \
  RULE(kJobsOfAnySize)                   /* ML-007 */   \
  RULE(kOpenNotebooks)                   /* ML-008 */   \
  RULE(kOpenStudioDomain)                /* ML-009 */   \
  RULE(kBucketBySubstring)               /* ML-010 */   \
  RULE(kTrainsAndDeploys)                /* ML-011 */   \
  RULE(kSelfApproval)                    /* ML-012 */   \
  RULE(kUnguardedInvocation)             /* ML-013 */   \
  RULE(kLastingBedrockKey)               /* ML-014 */   \
  RULE(kAdministrator)                   /* OB-001 */   \
  RULE(kEveryActionWithinLimits)         /* OB-002 */   \
  RULE(kWholeServiceEverywhere)          /* OB-003 */   \
  RULE(kWholeServiceOnNamed)             /* OB-004 */   \
  RULE(kSensitiveWildcard)               /* OB-005 */   \
  RULE(kWritesOnEverything)              /* OB-006 */   \
  RULE(kReadsOnEverything)               /* OB-007 */   \
  RULE(kAllowNotAction)                  /* OB-008 */   \
  RULE(kAllowNotResource)                /* OB-009 */   \
  RULE(kPassRoleTooWide)                 /* OB-010 */   \
  RULE(kAssumeRoleAnywhere)              /* OB-011 */   \
  RULE(kAdminLikeManagedPolicy)          /* OB-012 */   \
  RULE(kBroadManagedPolicy)              /* OB-013 */   \
  RULE(kSupersededManagedPolicy)         /* OB-014 */   \
  RULE(kAnyServiceLinkedRole)            /* OB-015 */   \
  RULE(kForeignAccountResource)          /* OB-016 */   \
  RULE(kAccountNotPinned)                /* OB-017 */   \
  RULE(kMissingCondition)                /* OB-018 */   \
  RULE(kIdleCondition)                   /* OB-019 */   \
  RULE(kAdministersAndUses)              /* OB-020 */   \
  RULE(kGrantedButUnused)                /* OB-021 */   \
  RULE(kGrownWildcard)                   /* OB-022 */   \
  RULE(kBoundaryWithoutLimit)            /* OB-023 */   \
  RULE(kPurchaseOnEverything)            /* OB-024 */   \
  RULE(kEscalationChain)                 /* PE-900 */   \
  RULE(kPassRoleToLimitedService)        /* PE-901 */   \
  RULE(kPassRoleWithoutLaunch)           /* PE-902 */   \
  RULE(kLaunchWithoutPassRole)           /* PE-903 */   \
  RULE(kRoleForSeveralServices)          /* PE-904 */   \
  RULE(kAdminReachedFromOutside)         /* PE-905 */   \
  RULE(kLastingCredentials)              /* PS-001 */   \
  RULE(kNewPrincipals)                   /* PS-002 */   \
  RULE(kTrustOpen)                       /* PS-003 */   \
  RULE(kIdentityProviders)               /* PS-004 */   \
  RULE(kLastingSessions)                 /* PS-005 */   \
  RULE(kEventTriggers)                   /* PS-006 */   \
  RULE(kHostFootholds)                   /* PS-007 */   \
  RULE(kImagesOpen)                      /* PS-008 */   \
  RULE(kModelFootholds)                  /* PS-009 */   \
  RULE(kCentralIdentities)               /* PS-010 */   \
  RULE(kTrustsEveryone)                  /* TR-001 */   \
  RULE(kTrustsEveryoneConditioned)       /* TR-002 */   \
  RULE(kTrustsAllBut)                    /* TR-003 */   \
  RULE(kTrustsOutsideAccount)            /* TR-004 */   \
  RULE(kTrustsWholeOutsideAccount)       /* TR-005 */   \
  RULE(kVendorWithoutExternalId)         /* TR-006 */   \
  RULE(kTrustsOwnAccount)                /* TR-007 */   \
  RULE(kWildcardInPrincipal)             /* TR-008 */   \
  RULE(kUnknownServicePrincipal)         /* TR-009 */   \
  RULE(kMisplacedPrincipal)              /* TR-010 */   \
  RULE(kServiceForAnyCaller)             /* TR-011 */   \
  RULE(kUnrelatedServices)               /* TR-012 */   \
  RULE(kPeopleAndServiceShareRole)       /* TR-013 */   \
  RULE(kIdleAssumeAction)                /* TR-014 */   \
  RULE(kWrongAssumeAction)               /* TR-015 */   \
  RULE(kOutsiderChoosesTags)             /* TR-016 */   \
  RULE(kAdministratorWithoutMfa)         /* TR-017 */   \
  RULE(kRoleCycle)                       /* TR-018 */   \
  RULE(kTrustsDeletedPrincipal)          /* TR-019 */   \
  RULE(kTrustsAbsentPrincipal)           /* TR-020 */   \
  RULE(kTokenForAnyAudience)             /* TR-021 */   \
  RULE(kSharedIssuerWithoutTenant)       /* TR-022 */   \
  RULE(kOpenTenantClaim)                 /* TR-023 */   \
  RULE(kTrustTestNeverTrue)              /* TR-024 */   \
  RULE(kClaimMayBeMissing)               /* TR-025 */   \
  RULE(kSubjectAnchoredOnTenantsChoice)  /* TR-026 */   \
  RULE(kPullRequestsMayWrite)            /* TR-027 */   \
  RULE(kServiceAccountAsPrincipal)       /* TR-028 */   \
  RULE(kAnyPodOfCluster)                 /* TR-029 */   \
  RULE(kPodIdentityTrust)                /* TR-030 */   \
  RULE(kLooseCognitoTrust)               /* TR-031 */   \
  RULE(kLooseSamlTrust)                  /* TR-032 */   \
  RULE(kRolesAnywhereTrust)              /* TR-033 */   \
  RULE(kLoginWithoutApp)                 /* TR-034 */   \
  RULE(kTrustTestOfOtherKind)            /* TR-035 */   \
  RULE(kOutsiderSeesMuch)                /* TR-036 */   \
  RULE(kResourcePolicyWrite)             /* XP-001 */   \
  RULE(kSharingOutside)                  /* XP-002 */   \
  RULE(kPublicAccessGuards)              /* XP-003 */   \
  RULE(kPublicEndpoint)                  /* XP-004 */   \
  RULE(kModelSharing)                    /* XP-005 */   \
  RULE(kOpenResourcePolicy)              /* XP-006 */
// clang-format on

#include <algorithm>
#include <vector>

#include "rules/paths/path_rules.h"

namespace iamsift {

#define IAMSIFT_DECLARE(rule) extern const Rule rule;
IAMSIFT_RULES(IAMSIFT_DECLARE)
#undef IAMSIFT_DECLARE

namespace {

#define IAMSIFT_ENTRY(rule) &rule,
constexpr const Rule* kRules[] = {IAMSIFT_RULES(IAMSIFT_ENTRY)};
#undef IAMSIFT_ENTRY

}  // namespace

std::span<const Rule* const> AllRules() {
  // Never destroyed: findings refer to the cards to the end.
  static const std::vector<const Rule*>& all = *[] {
    auto* const rules = new std::vector<const Rule*>(std::begin(kRules), std::end(kRules));
    for (const Rule& rule : PathRules()) rules->push_back(&rule);
    std::sort(rules->begin(), rules->end(),
              [](const Rule* a, const Rule* b) { return a->card.id < b->card.id; });
    return rules;
  }();
  return all;
}

}  // namespace iamsift
