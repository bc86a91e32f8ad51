// many_inclusions FIRST COUNT: that many random pairs through the prover, the solvers and the
// reference. Ends with 1 when any answer is wrong. For the long runs that no build waits for.

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "tests/solver/pair_oracle.h"
#include "tests/solver/prover_survey.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: many_inclusions FIRST COUNT\n");
    return 2;
  }
  std::string why;
  const auto oracle = iamsift::solver::PairOracle::Start(why);
  if (oracle == nullptr) {
    std::fprintf(stderr, "%s\n", why.c_str());
    return 2;
  }
  const iamsift::solver::ProverSurvey survey = iamsift::solver::SurveyProver(
      *oracle, iamsift::solver::AskProver, std::strtoull(argv[1], nullptr, 10),
      std::strtoull(argv[2], nullptr, 10), 1000);
  for (const std::string& fault : survey.faults) std::printf("%s\n\n", fault.c_str());
  std::printf("%s\n", survey.Summary().c_str());
  return survey.faults.empty() ? 0 : 1;
}
