#include "analyzer/eval/decide/named_resources.h"

#include "analyzer/eval/decide/statement_match.h"

namespace iamsift {
namespace {

void AddStatement(const DecisionStatement& statement, NamedResources& named) {
  if (statement.resources_are_negated) {
    named.may_be_any = true;
    return;
  }
  for (const DecisionResource& resource : statement.resources) {
    const ResourcePattern& pattern = resource.pattern;
    if (pattern.is_everything || pattern.has_variable || pattern.reads_variables) {
      named.may_be_any = true;
    } else {
      named.patterns.push_back(&pattern);
    }
  }
}

}  // namespace

NamedResources ResourcesNamedFor(const CallerSide& side, const AskedAction& action) {
  Question question;
  question.SetAction(action);
  NamedResources named;
  for (const LayerPolicy& policy : side.identity) {
    if (!policy.IsKnown()) {
      named.may_be_any = true;
      continue;
    }
    ForEachStatementAbout(*policy.document, question.service,
                          [&](const DecisionStatement& statement) {
                            const bool allows = statement.effect == Effect::kAllow;
                            if (allows && MatchesAction(statement, question)) {
                              AddStatement(statement, named);
                            }
                          });
  }
  return named;
}

}  // namespace iamsift
