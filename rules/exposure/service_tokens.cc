// CR-002

#include <string>

#include "analyzer/base/text.h"
#include "rules/exposure/policy_report.h"

namespace iamsift {
namespace {

// The token opens nothing by itself: each pull is asked for again, repository by repository.
constexpr std::string_view kHarmlessAlone = "ecr:GetAuthorizationToken";

bool IsHarmless(const RuleContext& context, const ActionSet& actions) {
  const std::optional<ActionId> token = context.Action(kHarmlessAlone);
  return token && actions.Count() == 1 && actions.Contains(*token);
}

void Check(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  const ActionSet& set = context.sensitive.Set(findings.card().id);
  const OpenGrants open = OpenlyGranted(view.grants, context, set);
  if (open.IsEmpty()) return;
  Hit& hit =
      ReportPolicy(findings, view, context, open, Concat({OpenlyAllowed(context, open), "."}));
  if (IsHarmless(context, open.actions)) hit.severity = Severity::kInfo;
}

}  // namespace

extern constinit const Rule kServiceTokens = {
    .card = {.id = "CR-002",
             .name = "service-tokens",
             .title = "Tokens and keys of services can be had",
             .severity = Severity::kMedium,
             .why = "These calls answer with a password, key or login of a database, a repository, "
                    "a host or a session, which works outside of IAM.",
             .remedy = "Name the databases, repositories and hosts, and the database users; give "
                       "up long-lived keys.",
             .references = "CWE-522 T1528 T1550.001",
             .source = "Amazon Redshift Management Guide, Using IAM authentication to generate "
                       "database user credentials"},
    .check = &Check,
    .judges_managed = true,
};

}  // namespace iamsift
