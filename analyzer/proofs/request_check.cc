#include "analyzer/proofs/request_check.h"

#include <algorithm>

#include "analyzer/base/each_once.h"
#include "analyzer/base/text.h"
#include "analyzer/eval/decide/caller.h"
#include "analyzer/eval/decide/question.h"
#include "analyzer/eval/decide/request_context.h"
#include "analyzer/eval/decide/statement_match.h"

namespace iamsift {

// A request as the evaluator takes it.
class RequestCheck::Asked {
 public:
  explicit Asked(const ProofRequest& request)
      : action_(request.action),
        resource_(OneResource(request.resource)),
        context_(RequestContext::Completeness::kClosed),
        caller_(CallerOf(request.principal)) {
    for (const auto& [key, carried] : request.context) {
      if (carried.is_list) {
        context_.SetList(key, {carried.values.begin(), carried.values.end()});
      } else {
        context_.SetText(key, carried.values.front());
      }
    }
    question_.SetAction(action_);
    question_.resource = &resource_;
    question_.keys = &context_;
  }

  std::string_view action() const { return question_.action; }

  bool IsExempt(const std::vector<std::string>* exempt) const {
    return exempt != nullptr &&
           std::any_of(exempt->begin(), exempt->end(),
                       [&](const std::string& name) { return name == question_.action; });
  }

  Truth Applies(const DecisionStatement& statement) const {
    const Logic logic(nullptr);
    return (AppliesTo(statement, question_, logic).truth) & Names(statement, logic);
  }

 private:
  Truth Names(const DecisionStatement& statement, const Logic& logic) const {
    const PrincipalElement& written = statement.written->principals;
    if (!written.is_present) return Truth::kTrue;
    if (written.is_negated) return !IsExcepted(statement.principals, caller_, logic).truth;
    const Grades grades = GradesOf(statement.principals, caller_, logic);
    return grades.direct.truth | grades.limited.truth | grades.account.truth;
  }

  AskedAction action_;
  AskedResource resource_;
  RequestContext context_;
  Caller caller_;
  Question question_;
};

const std::vector<DecisionStatement>& RequestCheck::About(const PolicyDocument& document,
                                                          std::string_view lower_action) {
  Prepared& known = documents_[&document];
  if (known.is_made && known.action == lower_action) return known.statements;
  known.is_made = true;
  known.action = lower_action;
  known.statements.clear();
  for (const Statement& statement : document.statements) {
    if (!MaySpeakOf(statement, lower_action)) continue;
    known.statements.push_back(
        MakeDecisionStatement(statement, document.version, lower_action, reading_));
  }
  return known.statements;
}

// The first Allow of the documents that applies. Denies and what is not known go to the verdict.
const Statement* RequestCheck::AllowOf(const AccessFormula& formula,
                                       const std::vector<const PolicyDocument*>& documents,
                                       const Asked& asked, RequestVerdict& verdict) {
  const Statement* allows = nullptr;
  for (const PolicyDocument* document : documents) {
    if (asked.IsExempt(ExemptOf(formula, *document))) continue;
    verdict.is_settled &= !document->is_invalid;
    for (const DecisionStatement& statement : About(*document, asked.action())) {
      const Truth applies = asked.Applies(statement);
      verdict.is_settled &= applies != Truth::kUnknown;
      if (applies != Truth::kTrue) continue;
      if (statement.effect == Effect::kDeny) {
        verdict.denied_by.push_back(statement.written);
      } else if (allows == nullptr) {
        allows = statement.written;
      }
    }
  }
  return allows;
}

RequestVerdict RequestCheck::Decide(const AccessFormula& formula, const ProofRequest& request) {
  const Asked asked(request);
  RequestVerdict verdict;
  for (const AccessRoute& route : formula.routes) {
    std::vector<const Statement*> allowing;
    for (const AccessLayer& layer : route.layers) {
      const Statement* const allows = AllowOf(formula, layer.documents, asked, verdict);
      if (allows != nullptr) allowing.push_back(allows);
    }
    const bool allows = !route.layers.empty() && allowing.size() == route.layers.size();
    if (allows && verdict.allowed_by.empty()) verdict.allowed_by = std::move(allowing);
  }
  AllowOf(formula, formula.denying, asked, verdict);
  KeepEachOnce(verdict.denied_by);
  std::stable_sort(
      verdict.denied_by.begin(), verdict.denied_by.end(),
      [](const Statement* a, const Statement* b) { return a->span.begin < b->span.begin; });
  verdict.is_allowed = verdict.denied_by.empty() && !verdict.allowed_by.empty();
  return verdict;
}

}  // namespace iamsift
