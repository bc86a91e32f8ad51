// PE-900 to PE-905: what follows from several paths together, or from none of them.

#include "analyzer/audit/rule.h"

namespace iamsift {
namespace {

constexpr std::string_view kPassing = "CWE-269 T1098.003 T1548.005";
constexpr std::string_view kPassingSource =
    "IAM User Guide, Grant a user permissions to pass a role to an AWS service";

}  // namespace

extern constinit const Rule kEscalationChain = {
    .card = {.id = "PE-900",
             .name = "escalation-chain",
             .title = "A chain of steps leads to an administrator",
             .severity = Severity::kHigh,
             .why = "Each step alone may look harmless; whoever holds the first identity can walk "
                    "them all.",
             .remedy = "Cut the step that fewest others need.",
             .references = kPassing,
             .source = "IAM User Guide, Policy evaluation logic"},
    .check = CheckEscalation{}};

extern constinit const Rule kPassRoleToLimitedService = {
    .card = {.id = "PE-901",
             .name = "pass-role-to-limited-service",
             .title = "A wider role can be handed to a service that does fixed things with it",
             .severity = Severity::kLow,
             .why = "The service acts with rights that the caller lacks, if only in ways that it "
                    "fixes itself.",
             .remedy = "Name the roles that may be passed, and the service in iam:PassedToService.",
             .references = kPassing,
             .source = kPassingSource},
    .check = CheckEscalation{}};

extern constinit const Rule kPassRoleWithoutLaunch = {
    .card = {.id = "PE-902",
             .name = "pass-role-without-launch",
             .title = "A wider role can be passed, but nothing can be started with it",
             .severity = Severity::kLow,
             .why = "One more statement, granted for another reason, completes the path.",
             .remedy = "Drop iam:PassRole where nothing is started, or name the roles.",
             .references = kPassing,
             .source = kPassingSource},
    .check = CheckEscalation{}};

extern constinit const Rule kLaunchWithoutPassRole = {
    .card = {.id = "PE-903",
             .name = "launch-without-pass-role",
             .title = "With iam:PassRole beside it, the policy opens escalation paths",
             .severity = Severity::kInfo,
             .why = "Who attaches a second policy does not see that the two together are a path.",
             .remedy = "Keep iam:PassRole narrow for whoever gets this policy.",
             .references = kPassing,
             .source = kPassingSource},
    .check = CheckEscalation{}};

extern constinit const Rule kRoleForSeveralServices = {
    .card = {.id = "PE-904",
             .name = "role-passed-to-several-services",
             .title = "The same role may be passed to several services",
             .severity = Severity::kLow,
             .why =
                 "A role meant for one service can be used through another that is watched less.",
             .remedy = "Name the service in iam:PassedToService, and let a role trust one service.",
             .references = kPassing,
             .source = kPassingSource},
    .check = CheckEscalation{}};

extern constinit const Rule kAdminReachedFromOutside = {
    .card = {.id = "PE-905",
             .name = "admin-reached-from-outside",
             .title = "An administrator can be reached from outside the account",
             .severity = Severity::kCritical,
             .why = "The account is as safe as the weakest of the outsiders whom its role trusts.",
             .remedy = "Let the trust policy name exact principals under conditions that nobody "
                       "outside can meet by chance, and take rights from the role.",
             .references = "CWE-269 CWE-284 T1078.004 T1199",
             .source = "IAM User Guide, Access to AWS accounts owned by third parties"},
    .check = CheckEscalation{}};

}  // namespace iamsift
