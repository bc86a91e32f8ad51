// ML-001 and ML-002

#include <algorithm>
#include <string>

#include "analyzer/base/text.h"
#include "rules/broad/policy_evidence.h"
#include "rules/exposure/policy_report.h"
#include "rules/ml/execution_role.h"

namespace iamsift {
namespace {

constexpr std::string_view kPassedToService = "iam:passedtoservice";
constexpr std::string_view kSageMaker = "sagemaker.amazonaws.com";

void CheckPower(const PrincipalView& view, const RuleContext& context, PlaceSink& findings) {
  if (!IsExecutionRole(view.principal, context) || !HasEscalation(view, context)) return;
  Hit& hit = findings.Report(
      view.principal, Concat({"The execution role `", view.principal.name, "` ",
                              view.is_admin() ? "is an administrator" : "can make itself more",
                              ", and so is whoever runs code in its notebooks, jobs or agents."}));
  if (view.is_admin()) hit.severity = Severity::kCritical;
  for (const HeldPolicy& held : view.permissions.held) {
    if (held.text != nullptr) hit.placed_evidence.push_back(EvidenceOf(held));
  }
}

bool NamesSageMaker(const CompiledStatement& allow) {
  return std::ranges::any_of(allow.conditions, [](const ConditionAtom& atom) {
    return atom.key == kPassedToService && !atom.op.is_negated &&
           std::ranges::any_of(atom.values, [](std::string_view value) {
             return GlobMatchesIgnoreCase(value, kSageMaker);
           });
  });
}

bool LimitsService(const CompiledStatement& allow) { return allow.Constrains(kPassedToService); }

void CheckPassing(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  const std::optional<ActionId> pass_role = context.Action("iam:PassRole");
  if (!pass_role) return;
  ActionSet wanted;
  wanted.Insert(*pass_role);
  const bool has_no_holder = view.document.origin == PolicyOriginKind::kFile;
  OpenGrants open =
      GrantsLacking(view.grants, context, wanted, [&](const Grant& grant, ActionId action) {
        if (context.evaluation.grants().ReachOf(grant, action) < Reach::kOneRegion) return false;
        return NamesSageMaker(*grant.statement) ||
               (!LimitsService(*grant.statement) && !has_no_holder);
      });
  if (open.IsEmpty()) return;
  if (has_no_holder) {
    open.certain = ActionSet();
    open.needs.emplace_back("holder");
  }
  ReportPolicy(findings, view, context, open,
               Concat({"`iam:PassRole` hands every role that trusts SageMaker to jobs and "
                       "notebooks, where code of the caller's choice runs as it",
                       has_no_holder ? "" : Conditions(open), "."}));
}

}  // namespace

extern constinit const Rule kPowerfulExecutionRole = {
    .card = {.id = "ML-001",
             .name = "powerful-execution-role",
             .title = "An execution role is an administrator or can become one",
             .severity = Severity::kHigh,
             .why = "Code in a notebook, a job or an agent holds the credentials of its execution "
                    "role: every user of the platform, and every package that they install, has "
                    "the rights of the role.",
             .remedy = "Give the role the buckets, images, keys and logs that its work needs; hand "
                       "administration to a role that no code runs as.",
             .references = "CWE-250 CWE-269 T1078.004",
             .source = "Amazon SageMaker AI Developer Guide, How to use SageMaker AI execution "
                       "roles"},
    .check = &CheckPower,
};

extern constinit const Rule kExecutionRolePassesRoles = {
    .card = {.id = "ML-002",
             .name = "execution-role-passes-roles",
             .title = "An execution role may hand any role to SageMaker",
             .severity = Severity::kMedium,
             .why = "A notebook that may start jobs with every role has the rights of all of them, "
                    "not of its own alone.",
             .remedy = "Name the execution roles in Resource, and sagemaker.amazonaws.com in "
                       "iam:PassedToService.",
             .references = "CWE-269 T1098.003 T1548.005",
             .source = "Amazon SageMaker AI Developer Guide, How to use SageMaker AI execution "
                       "roles"},
    .check = &CheckPassing,
    .judges_managed = true,
    .concerns = &MayBeExecutionRole,
};

}  // namespace iamsift
