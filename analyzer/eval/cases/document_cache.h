#pragma once

// Policy documents of a stream of cases, each distinct text compiled once. Bounded: a stream of
// ever new policies forgets the old ones between cases.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/account/document_store.h"
#include "analyzer/eval/decide/decision_document.h"

namespace iamsift {

class DocumentCache {
 public:
  DocumentCache() { Clear(); }

  // Lives until ForgetIfFull.
  const DecisionDocument& Of(std::string_view text, PolicyKind kind);
  // What is wrong with a document that cannot be decided by: "/Statement/0: …".
  std::string FaultOf(std::string_view text, PolicyKind kind);
  // Call between cases only.
  void ForgetIfFull();

 private:
  static constexpr size_t kMaxDocuments = 20'000;

  void Clear();

  std::unique_ptr<DocumentStore> store_;
  std::vector<std::unique_ptr<DecisionDocument>> compiled_;  // by DocumentId
};

}  // namespace iamsift
