#pragma once

// "Is there a request that NEW allows and OLD does not?" as SMT-LIB 2.6 with strings and regular
// expressions, written from the documents' JSON and nothing of the engine: an answer of a solver
// is a second opinion on the prover's.
//
// A request is an action, a resource and the keys that the policies read. Actions are compared in
// lower case, so the action's variable stands for the lower-cased one. A resource is any text, or
// `*` for actions without resource types. Principals, and what services decide themselves, are no
// part of the question.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/solver/context_keys.h"

namespace iamsift::solver {

struct EncodingOptions {
  // Only actions with a colon inside and resources with six parts, `arn` first; else any text.
  bool is_well_formed = false;
  // The solver is cvc5, which knows the case of unknown strings; the standard does not.
  bool can_fold_case = false;
  // Policy variables with given values. Those of all other keys are unknown strings.
  Grounding grounding = {};
};

class AccessQuery {
 public:
  // None, with the reason, when a document is invalid or says what has no encoding.
  static std::optional<AccessQuery> Write(std::string_view old_json, std::string_view new_json,
                                          const EncodingOptions& options, std::string& why);

  // Keys, in lower case, whose values some pattern takes as policy variables.
  static std::vector<std::string> KeysInPatterns(std::string_view old_json,
                                                 std::string_view new_json);

  // Declarations and assertions.
  const std::string& script() const { return script_; }
  // What to ask a model for, in this order.
  const std::vector<std::string>& terms() const { return terms_; }

  // The request of a model as a neutral case gives it:
  // {"action":"..","resource":"..","context":{..}}. None when the values cannot be read.
  std::optional<std::string> RequestOf(const std::vector<std::string>& values) const;

 private:
  friend class QueryWriter;
  std::string script_;
  std::vector<std::string> terms_;
  std::vector<KeyVariables> keys_;
  std::u32string known_characters_;  // of both documents, in both cases
};

}  // namespace iamsift::solver
