// ML-013

#include <algorithm>
#include <string>
#include <string_view>

#include "analyzer/base/text.h"
#include "rules/broad/wording.h"
#include "rules/exposure/policy_report.h"
#include "rules/ml/lacking.h"

namespace iamsift {
namespace {

constexpr std::string_view kInvocations[] = {"bedrock:InvokeModel",
                                             "bedrock:InvokeModelWithResponseStream"};
constexpr std::string_view kGuardrailKey = "bedrock:guardrailidentifier";

// Some policy asks for a guardrail: so there are guardrails, and calls are meant to go through
// them.
struct Guardrails {
  bool exist = false;
};

bool NamesGuardrail(const CompiledStatement& statement) {
  return statement.Constrains(kGuardrailKey);
}

Guardrails FindGuardrails(const RuleContext& context) {
  return {std::ranges::any_of(context.evaluation.compiled().documents,
                              [](const CompiledDocument& document) {
                                return std::ranges::any_of(document.statements, NamesGuardrail);
                              })};
}

// Models that turn texts into numbers or ranks: no guardrail looks at those.
bool AnswersInText(const Grant& grant) {
  return !std::ranges::all_of(grant.statement->resources.patterns,
                              [](const ResourcePattern& pattern) {
                                return pattern.resource.find("embed") != std::string_view::npos ||
                                       pattern.resource.find("rerank") != std::string_view::npos;
                              });
}

void Check(const PolicyView& view, const RuleContext& context, DocumentSink& findings) {
  ActionSet wanted;
  for (const std::string_view name : kInvocations) {
    if (const auto action = context.Action(name)) wanted.Insert(*action);
  }
  const bool have_guardrails =
      context.memory->Once<Guardrails>([&] { return FindGuardrails(context); }).exist;
  const OpenGrants open =
      GrantsWhere(view.grants, context, wanted, [&](const Grant& grant, ActionId action) {
        const bool is_wide = IsOnMoreThanHalf(grant, context, action);
        return (is_wide || (have_guardrails && AnswersInText(grant))) &&
               LacksCondition(view, context, grant, action, {&kGuardrailKey, 1});
      });
  if (open.IsEmpty()) return;
  ReportPolicy(findings, view, context, open,
               Concat({NameSome(context.catalog, open.actions),
                       open.actions.Count() == 1 ? " is" : " are", " allowed without a guardrail",
                       have_guardrails ? ", though other policies ask for one" : ", on any model",
                       Conditions(open), "."}));
}

}  // namespace

extern constinit const Rule kUnguardedInvocation = {
    .card = {.id = "ML-013",
             .name = "unguarded-invocation",
             .title = "Models can be called without a guardrail",
             .severity = Severity::kLow,
             .why = "Any model at any price may be called, with nothing between the prompt and the "
                    "answer.",
             .remedy = "Name the models or inference profiles in Resource, and the guardrail in "
                       "bedrock:GuardrailIdentifier.",
             .references = "CWE-770 CWE-1039 T1496",
             .source = "Amazon Bedrock User Guide, Set up permissions to use guardrails"},
    .check = &Check,
};

}  // namespace iamsift
