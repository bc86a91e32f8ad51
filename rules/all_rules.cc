#include "rules/all_rules.h"

// One line a rule, by family and id.
// clang-format off
#define IAMSIFT_RULES(RULE)                              \
  RULE(kUnusedRole)                       /* HY-001 */   \
  RULE(kUserWithInlinePolicy)             /* HY-003 */   \
  RULE(kUserWithAttachedPolicy)           /* HY-004 */   \
  RULE(kUnattachedPolicy)                 /* HY-005 */   \
  RULE(kDormantAdministratorPolicy)       /* HY-006 */   \
  RULE(kEmptyGroup)                       /* HY-007 */   \
  RULE(kAdministratorInventory)           /* HY-008 */   \
  RULE(kMakesPrincipalsWithoutBoundary)   /* HY-009 */   \
  RULE(kMissingBoundaryPolicy)            /* HY-010 */   \
  RULE(kWiderOldVersion)                  /* HY-011 */   \
  RULE(kFivePolicyVersions)               /* HY-012 */   \
  RULE(kUnresolvedReference)              /* HY-013 */   \
  RULE(kPolicySharedByPeopleAndServices)  /* HY-014 */   \
  RULE(kAdministratorUser)                /* HY-015 */   \
  RULE(kIdleInstanceProfile)              /* HY-017 */   \
  RULE(kTwinRoles)                        /* HY-018 */   \
  RULE(kCloudshellFullAccess)             /* HY-019 */   \
  RULE(kMissingSupportRole)               /* HY-020 */   \
  RULE(kDriftedRole)                      /* HY-021 */   \
  RULE(kPolicyNotJson)                    /* LINT-001 */ \
  RULE(kNameGivenTwice)                   /* LINT-002 */ \
  RULE(kWrongJsonType)                    /* LINT-003 */ \
  RULE(kUnknownPolicyElement)             /* LINT-004 */ \
  RULE(kMissingPolicyElement)             /* LINT-005 */ \
  RULE(kInvalidPolicyEffect)              /* LINT-006 */ \
  RULE(kForbiddenPolicyElement)           /* LINT-007 */ \
  RULE(kDoubtfulPolicyVersion)            /* LINT-008 */ \
  RULE(kDoubtfulSid)                      /* LINT-009 */ \
  RULE(kEmptyPolicyList)                  /* LINT-010 */ \
  RULE(kInvalidPolicyCharacter)           /* LINT-011 */ \
  RULE(kPlaceholderLeftIn)                /* LINT-012 */ \
  RULE(kTemplateResidue)                  /* LINT-013 */ \
  RULE(kUnknownServicePrefix)             /* LINT-101 */ \
  RULE(kUnknownAction)                    /* LINT-102 */ \
  RULE(kWildcardWithoutMatch)             /* LINT-103 */ \
  RULE(kMalformedAction)                  /* LINT-104 */ \
  RULE(kWildcardInService)                /* LINT-105 */ \
  RULE(kUnusualActionCase)                /* LINT-106 */ \
  RULE(kCoveredAction)                    /* LINT-107 */ \
  RULE(kRetiredServiceAction)             /* LINT-108 */ \
  RULE(kActionNotUsableHere)              /* LINT-109 */ \
  RULE(kMissingCompanionAction)           /* LINT-110 */ \
  RULE(kActionMissesResources)            /* LINT-205 */ \
  RULE(kUnscopableActionOnArns)           /* LINT-206 */ \
  RULE(kHalfCoveredAction)                /* LINT-207 */ \
  RULE(kMalformedPrincipal)               /* LINT-601 */ \
  RULE(kGuardrailSyntax)                  /* LINT-801 */ \
  RULE(kAdministrator)                    /* OB-001 */   \
  RULE(kEveryActionWithinLimits)          /* OB-002 */   \
  RULE(kWholeServiceEverywhere)           /* OB-003 */   \
  RULE(kWholeServiceOnNamed)              /* OB-004 */   \
  RULE(kSensitiveWildcard)                /* OB-005 */   \
  RULE(kWritesOnEverything)               /* OB-006 */   \
  RULE(kReadsOnEverything)                /* OB-007 */   \
  RULE(kAllowNotAction)                   /* OB-008 */   \
  RULE(kAllowNotResource)                 /* OB-009 */   \
  RULE(kPassRoleTooWide)                  /* OB-010 */   \
  RULE(kAssumeRoleAnywhere)               /* OB-011 */   \
  RULE(kAdminLikeManagedPolicy)           /* OB-012 */   \
  RULE(kBroadManagedPolicy)               /* OB-013 */   \
  RULE(kSupersededManagedPolicy)          /* OB-014 */   \
  RULE(kAnyServiceLinkedRole)             /* OB-015 */   \
  RULE(kForeignAccountResource)           /* OB-016 */   \
  RULE(kAccountNotPinned)                 /* OB-017 */   \
  RULE(kMissingCondition)                 /* OB-018 */   \
  RULE(kIdleCondition)                    /* OB-019 */   \
  RULE(kAdministersAndUses)               /* OB-020 */   \
  RULE(kGrantedButUnused)                 /* OB-021 */   \
  RULE(kGrownWildcard)                    /* OB-022 */   \
  RULE(kBoundaryWithoutLimit)             /* OB-023 */   \
  RULE(kPurchaseOnEverything)             /* OB-024 */   \
  RULE(kTrustsEveryone)                   /* TR-001 */   \
  RULE(kTrustsEveryoneConditioned)        /* TR-002 */   \
  RULE(kTrustsAllBut)                     /* TR-003 */   \
  RULE(kTrustsOutsideAccount)             /* TR-004 */   \
  RULE(kTrustsWholeOutsideAccount)        /* TR-005 */   \
  RULE(kVendorWithoutExternalId)          /* TR-006 */   \
  RULE(kTrustsOwnAccount)                 /* TR-007 */   \
  RULE(kWildcardInPrincipal)              /* TR-008 */   \
  RULE(kUnknownServicePrincipal)          /* TR-009 */   \
  RULE(kMisplacedPrincipal)               /* TR-010 */   \
  RULE(kServiceForAnyCaller)              /* TR-011 */   \
  RULE(kUnrelatedServices)                /* TR-012 */   \
  RULE(kPeopleAndServiceShareRole)        /* TR-013 */   \
  RULE(kIdleAssumeAction)                 /* TR-014 */   \
  RULE(kWrongAssumeAction)                /* TR-015 */   \
  RULE(kOutsiderChoosesTags)              /* TR-016 */   \
  RULE(kAdministratorWithoutMfa)          /* TR-017 */   \
  RULE(kRoleCycle)                        /* TR-018 */   \
  RULE(kTrustsDeletedPrincipal)           /* TR-019 */   \
  RULE(kTrustsAbsentPrincipal)            /* TR-020 */   \
  RULE(kTokenForAnyAudience)              /* TR-021 */   \
  RULE(kSharedIssuerWithoutTenant)        /* TR-022 */   \
  RULE(kOpenTenantClaim)                  /* TR-023 */   \
  RULE(kTrustTestNeverTrue)               /* TR-024 */   \
  RULE(kClaimMayBeMissing)                /* TR-025 */   \
  RULE(kSubjectAnchoredOnTenantsChoice)   /* TR-026 */   \
  RULE(kPullRequestsMayWrite)             /* TR-027 */   \
  RULE(kServiceAccountAsPrincipal)        /* TR-028 */   \
  RULE(kAnyPodOfCluster)                  /* TR-029 */   \
  RULE(kPodIdentityTrust)                 /* TR-030 */   \
  RULE(kLooseCognitoTrust)                /* TR-031 */   \
  RULE(kLooseSamlTrust)                   /* TR-032 */   \
  RULE(kRolesAnywhereTrust)               /* TR-033 */   \
  RULE(kLoginWithoutApp)                  /* TR-034 */   \
  RULE(kTrustTestOfOtherKind)             /* TR-035 */   \
  RULE(kOutsiderSeesMuch)                 /* TR-036 */   \
  RULE(kOpenResourcePolicy)               /* XP-006 */
// clang-format on

namespace iamsift {

#define IAMSIFT_DECLARE(rule) extern const Rule rule;
IAMSIFT_RULES(IAMSIFT_DECLARE)
#undef IAMSIFT_DECLARE

namespace {

#define IAMSIFT_ENTRY(rule) &rule,
constexpr const Rule* kRules[] = {IAMSIFT_RULES(IAMSIFT_ENTRY)};
#undef IAMSIFT_ENTRY

}  // namespace

std::span<const Rule* const> AllRules() { return kRules; }

}  // namespace iamsift
