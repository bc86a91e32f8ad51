#pragma once

// For the tests of this folder: documents and questions without an account around them.

#include <deque>
#include <string>
#include <string_view>

#include "analyzer/base/source.h"
#include "analyzer/eval/decide/decision_document.h"
#include "analyzer/eval/decide/question.h"
#include "analyzer/eval/decide/request_context.h"
#include "analyzer/eval/eval_fixture.h"
#include "analyzer/match/catalog_for_test.h"

namespace iamsift {

// Documents from statements with single quotes.
class TestDocuments {
 public:
  const DecisionDocument& Of(const std::string& statements,
                             PolicyKind kind = PolicyKind::kIdentity) {
    std::string text = PolicyOf(statements);
    const size_t size = text.size();
    text.append(SourceFile::kPadding, '\0');
    const DocumentId id = store_.Intern(std::string_view(text.data(), size), kind);
    return made_.emplace_back(MakeDecisionDocument(store_.at(id)));
  }

 private:
  DocumentStore store_;
  std::deque<DecisionDocument> made_;
};

// A static question with the keys that a test sets. `*`: all resources of the action's types in
// account 111122223333; other patterns: the set of what they match.
class TestQuestion {
 public:
  TestQuestion(std::string_view action, std::string_view resource) : action_(action) {
    question_.SetAction(action_);
    const std::optional<ActionId> listed = TestCatalog().FindAction(question_.action);
    resource_ = resource == "*" ? AllResourcesOf(TestCatalog(), listed,
                                                 {.partition = "aws", .account = "111122223333"})
                                : ResourceSet(TestCatalog(), listed, resource);
    question_.resource = &resource_;
    question_.keys = &keys;
    question_.is_static = true;
  }
  TestQuestion(const TestQuestion&) = delete;
  TestQuestion& operator=(const TestQuestion&) = delete;

  const Question& get() const { return question_; }

  RequestContext keys{RequestContext::Completeness::kOpen};

 private:
  AskedAction action_;
  AskedResource resource_;
  Question question_;
};

}  // namespace iamsift
