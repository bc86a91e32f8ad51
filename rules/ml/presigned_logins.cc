// ML-004 and ML-005

#include <algorithm>
#include <optional>
#include <string_view>

#include "analyzer/base/text.h"
#include "rules/exposure/policy_report.h"

namespace iamsift {
namespace {

constexpr std::string_view kDomainLogin = "sagemaker:CreatePresignedDomainUrl";
constexpr std::string_view kNotebookLogin = "sagemaker:CreatePresignedNotebookInstanceUrl";

// aws:ResourceTag/owner equal to ${aws:username}, or to another variable of the caller's.
bool ComparesTagWithCaller(const CompiledStatement& allow) {
  return std::ranges::any_of(allow.conditions, [](const ConditionAtom& atom) {
    return atom.key.find(":resourcetag/") != std::string::npos && atom.has_variable &&
           !atom.op.is_negated && NarrowingOf(atom) != Narrowing::kNone;
  });
}

// The last name of the ARN follows from who calls.
bool NamesCaller(const ResourcePattern& pattern) {
  return pattern.has_variable &&
         pattern.resource.substr(pattern.resource.rfind('/') + 1).find("${") !=
             std::string_view::npos;
}

// Some profile that isn't the caller's own: a pattern that takes in several. One that is written
// out may well be the holder's.
bool GoesBeyondOwn(const ResourceList& resources, const RuleContext& context, ActionId action) {
  ReachCache& reach = context.evaluation.reach();
  if (resources.is_negated) return reach.ReachOf(resources, action) != Reach::kNone;
  return std::ranges::any_of(resources.patterns, [&](const ResourcePattern& pattern) {
    const ResourceList alone{.is_negated = false, .patterns = {pattern}};
    return reach.ReachOf(alone, action) > Reach::kOneName && !NamesCaller(pattern);
  });
}

bool BoundaryGoesBeyondOwn(const Grant& grant, const RuleContext& context, ActionId action) {
  if (!grant.limits->boundary) return true;
  return std::ranges::any_of(context.evaluation.compiled().at(*grant.limits->boundary).statements,
                             [&](const CompiledStatement& allow) {
                               return allow.effect == Effect::kAllow &&
                                      allow.actions.Contains(action) &&
                                      GoesBeyondOwn(allow.resources, context, action);
                             });
}

// A Deny on all but the caller's own.
bool DenySparesOwnAlone(const Grant& grant, const RuleContext& context, ActionId action) {
  const CompiledAccount& compiled = context.evaluation.compiled();
  return std::ranges::any_of(grant.limits->denies, [&](const StatementRef& ref) {
    const CompiledStatement& deny = compiled.at(ref.document).statements[ref.statement];
    if (!deny.resources.is_negated || !deny.IsUnconditional()) return false;
    const ResourceList spared{.is_negated = false, .patterns = deny.resources.patterns};
    return deny.actions.Contains(action) && !GoesBeyondOwn(spared, context, action);
  });
}

void CheckDomains(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  const std::optional<ActionId> login = context.Action(kDomainLogin);
  if (!login) return;
  ActionSet wanted;
  wanted.Insert(*login);
  const OpenGrants open =
      GrantsWhere(view.grants, context, wanted, [&](const Grant& grant, ActionId action) {
        return GoesBeyondOwn(grant.statement->resources, context, action) &&
               !ComparesTagWithCaller(*grant.statement) &&
               BoundaryGoesBeyondOwn(grant, context, action) &&
               !DenySparesOwnAlone(grant, context, action);
      });
  if (open.IsEmpty()) return;
  ReportPolicy(findings, view, context, open,
               Concat({"`", kDomainLogin, "` logs in to Studio as other users than the caller",
                       Conditions(open), "."}));
}

void CheckNotebooks(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  const std::optional<ActionId> login = context.Action(kNotebookLogin);
  if (!login) return;
  ActionSet wanted;
  wanted.Insert(*login);
  const OpenGrants open =
      GrantsWhere(view.grants, context, wanted, [&](const Grant& grant, ActionId action) {
        return context.evaluation.grants().ReachOf(grant, action) >= Reach::kOneRegion &&
               !ComparesTagWithCaller(*grant.statement);
      });
  if (open.IsEmpty()) return;
  ReportPolicy(
      findings, view, context, open,
      Concat({"`", kNotebookLogin, "` opens every notebook instance", Conditions(open), "."}));
}

}  // namespace

extern constinit const Rule kStudioLoginOfOthers = {
    .card = {.id = "ML-004",
             .name = "studio-login-of-others",
             .title = "Studio can be opened as another user",
             .severity = Severity::kMedium,
             .why = "The URL opens the Studio of whoever it is made for: their files, their apps, "
                    "and the execution role of their profile.",
             .remedy = "Write `user-profile/<domain>/${aws:username}`, or compare a tag of the "
                       "profile with the caller's name.",
             .references = "CWE-639 CWE-732 T1550.001 T1528",
             .source = "Amazon SageMaker AI Developer Guide, Control access to the SageMaker AI "
                       "console by creating identity-based policies"},
    .check = &CheckDomains,
    .judges_managed = true,
};

extern constinit const Rule kNotebookLoginOfOthers = {
    .card = {.id = "ML-005",
             .name = "notebook-login-of-others",
             .title = "Every notebook instance can be opened",
             .severity = Severity::kMedium,
             .why = "Whoever opens a notebook instance has its files and its execution role, "
                    "whosever it is.",
             .remedy = "Name the notebook instances, or compare a tag of theirs with the caller's "
                       "name.",
             .references = "CWE-639 CWE-732 T1550.001 T1528",
             .source = "Amazon SageMaker AI Developer Guide, Control access to a notebook "
                       "instance's URL"},
    .check = &CheckNotebooks,
    .judges_managed = true,
};

}  // namespace iamsift
