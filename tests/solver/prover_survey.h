#pragma once

// Many pairs through a prover, held against the solvers and the reference.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/solver/pair_oracle.h"
#include "tests/solver/prover_answer.h"
#include "tests/solver/random_pairs.h"

namespace iamsift::solver {

using Prover = std::function<PairAnswer(std::string_view old_json, std::string_view new_json)>;

struct ProverSurvey {
  int proved = 0, refuted = 0, unknown = 0;
  int with_variables = 0, unknown_with_variables = 0;
  int unsettled = 0;                // unknown for what no document settles
  int unchecked = 0;                // proved, and the solvers do not know
  std::vector<std::string> faults;  // at most five; the pairs go on until then

  int UnknownWithoutVariables() const { return unknown - unsettled - unknown_with_variables; }
  std::string Summary() const;
};

// A refutation stands on its witness: the reference must say that NEW allows it and OLD does not.
// A proof falls when the solvers find new access, or when one of `attacks` random requests is some.
// Requests that no service could be sent (an action without prefix, a resource with fewer than six
// parts) count neither way.
ProverSurvey SurveyProver(PairOracle& oracle, const Prover& prover,
                          std::span<const NamedPair> pairs, int attacks);

}  // namespace iamsift::solver
