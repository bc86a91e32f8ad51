#pragma once

// Many pairs through the solvers, each answer held against the reference.

#include <span>
#include <string>
#include <vector>

#include "tests/solver/pair_oracle.h"
#include "tests/solver/random_pairs.h"

namespace iamsift::solver {

struct PairSurvey {
  int included = 0, new_access = 0, undecided = 0, not_encoded = 0;
  std::vector<std::string> faults;  // at most five; the pairs go on until then

  std::string Summary() const;
};

// Each inclusion is attacked with that many random requests, and one pair of ten, unless it is
// long, is put to Z3 too, which must not disagree.
PairSurvey SurveyEncoding(PairOracle& oracle, std::span<const NamedPair> pairs, int attacks);

}  // namespace iamsift::solver
