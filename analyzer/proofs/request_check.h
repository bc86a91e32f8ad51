#pragma once

// Whether an access formula allows one request, by the evaluator: what confirms every witness. It
// shares no matching code with the search.

#include <cstdint>
#include <memory>
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
  RequestVerdict Decide(const AccessFormula& formula, const ProofRequest& request);

 private:
  class Asked;

  // A document's statements, each made ready when a request comes up that it may speak of.
  struct Prepared {
    std::vector<std::unique_ptr<DecisionStatement>> statements;
    // The action asked about last, and the statements that may speak of it. A request is tried in
    // many forms, and its action seldom is another.
    std::string action;
    std::vector<uint32_t> concerned;
  };

  Prepared& PreparedFor(const PolicyDocument& document, std::string_view lower_action);
  static const DecisionStatement& At(const PolicyDocument& document, Prepared& prepared,
                                     uint32_t index);
  const Statement* AllowOf(const std::vector<const PolicyDocument*>& documents, const Asked& asked,
                           RequestVerdict& verdict);

  absl::flat_hash_map<const PolicyDocument*, std::unique_ptr<Prepared>> documents_;
};

}  // namespace iamsift
