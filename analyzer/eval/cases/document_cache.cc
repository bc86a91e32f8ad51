#include "analyzer/eval/cases/document_cache.h"

#include "analyzer/base/text.h"
#include "analyzer/match/condition.h"
#include "analyzer/policy/pointer.h"

namespace iamsift {

const DecisionDocument& DocumentCache::Of(std::string_view text, PolicyKind kind) {
  const DocumentId id = store_->Intern(text, kind);
  if (compiled_.size() <= id.value) compiled_.resize(id.value + 1);
  std::unique_ptr<DecisionDocument>& compiled = compiled_[id.value];
  if (compiled == nullptr) {
    compiled = std::make_unique<DecisionDocument>(MakeDecisionDocument(store_->at(id)));
  }
  return *compiled;
}

std::string DocumentCache::FaultOf(std::string_view text, PolicyKind kind) {
  const PolicyDocument& document = store_->at(store_->Intern(text, kind));
  for (const Oddity& oddity : document.oddities) {
    if (IsFatal(oddity.kind)) return Concat({oddity.pointer, ": ", oddity.problem});
  }
  for (const Statement& statement : document.statements) {
    for (const ConditionTest& test : statement.conditions) {
      if (ParseConditionOperator(test.operator_name.text)) continue;
      return Concat({StatementPointer(statement), ": `", test.operator_name.text,
                     "` is no condition operator"});
    }
  }
  return "the document is no policy";
}

void DocumentCache::ForgetIfFull() {
  if (compiled_.size() >= kMaxDocuments) Clear();
}

void DocumentCache::Clear() {
  compiled_.clear();
  store_ = std::make_unique<DocumentStore>();
}

}  // namespace iamsift
