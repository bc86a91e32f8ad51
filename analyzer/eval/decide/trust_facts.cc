#include "analyzer/eval/decide/trust_facts.h"

#include <algorithm>

#include "analyzer/eval/decide/question.h"
#include "analyzer/eval/decide/statement_match.h"

namespace iamsift {
namespace {

bool Allows(const DecisionDocument& trust, std::string_view action) {
  const AskedAction asked(action);
  Question question;
  question.SetAction(asked);
  return std::any_of(
      trust.statements.begin(), trust.statements.end(), [&](const DecisionStatement& statement) {
        return statement.effect == Effect::kAllow && MatchesAction(statement, question);
      });
}

}  // namespace

CallerFacts FactsOf(const Principal& principal, const DecisionDocument* trust) {
  CallerFacts facts;
  if (principal.kind != PrincipalKind::kRole) {
    facts.may_be_federated = facts.may_have_source_identity = false;
    return facts;
  }
  const bool is_known = trust != nullptr && trust->is_known;
  facts.may_have_session_tags = !is_known || Allows(*trust, "sts:TagSession");
  facts.may_have_source_identity = !is_known || Allows(*trust, "sts:SetSourceIdentity");
  facts.may_be_federated = !is_known || Allows(*trust, "sts:AssumeRoleWithWebIdentity") ||
                           Allows(*trust, "sts:AssumeRoleWithSAML");
  return facts;
}

}  // namespace iamsift
