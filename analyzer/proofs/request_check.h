#pragma once

// Whether an access formula allows one request, by the evaluator: what confirms every witness. It
// shares no matching code with the search.

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "analyzer/eval/decide/decision_document.h"
#include "analyzer/proofs/access_formula.h"

namespace iamsift {

// The statements that decide.
struct RequestVerdict {
  bool is_allowed = false;
  bool is_settled = true;                    // false: some statement's meaning is not known
  std::vector<const Statement*> allowed_by;  // one a layer of the route that allows
  std::vector<const Statement*> denied_by;
};

class RequestCheck {
 public:
  explicit RequestCheck(const readings::OfPatterns& reading = {}) : reading_(reading) {}

  RequestVerdict Decide(const AccessFormula& formula, const ProofRequest& request);

 private:
  class Asked;

  // What a document says of the action asked about last: a request is tried in many forms, and its
  // action seldom is another.
  struct Prepared {
    bool is_made = false;
    std::string action;
    std::vector<DecisionStatement> statements;
  };

  const std::vector<DecisionStatement>& About(const PolicyDocument& document,
                                              std::string_view lower_action);
  const Statement* AllowOf(const AccessFormula& formula,
                           const std::vector<const PolicyDocument*>& documents, const Asked& asked,
                           RequestVerdict& verdict);

  readings::OfPatterns reading_;
  absl::flat_hash_map<const PolicyDocument*, Prepared> documents_;
};

}  // namespace iamsift
