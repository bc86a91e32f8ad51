// many_inclusions FIRST COUNT | managed: that many random pairs, or all
// consecutive versions of AWS managed policies both ways, through the prover, the solvers and the
// reference. Ends with 1 when any answer is wrong. For the long runs that no build waits for.

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/solver/managed_sample.h"
#include "tests/solver/pair_oracle.h"
#include "tests/solver/prover_answer.h"
#include "tests/solver/prover_survey.h"

namespace iamsift::solver {
namespace {

int Run(int argc, char** argv) {
  std::string why;
  const std::unique_ptr<PairOracle> oracle = PairOracle::Start(why);
  const bool is_managed = argc == 2 && std::string_view(argv[1]) == "managed";
  std::vector<NamedPair> pairs;
  if (is_managed) pairs = AllManagedPairs(why);
  if (argc == 3) {
    pairs = RandomPairs(std::strtoull(argv[1], nullptr, 10), std::strtoull(argv[2], nullptr, 10));
  }
  if (oracle == nullptr || pairs.empty()) {
    std::fprintf(stderr, "usage: many_inclusions FIRST COUNT | managed\n%s\n", why.c_str());
    return 2;
  }
  const int attacks = is_managed ? 20 : 1000;
  const ProverSurvey survey = SurveyProver(*oracle, AskProver, pairs, attacks);
  for (const std::string& fault : survey.faults) std::printf("%s\n\n", fault.c_str());
  std::printf("%s\n", survey.Summary().c_str());
  return survey.faults.empty() ? 0 : 1;
}

}  // namespace
}  // namespace iamsift::solver

int main(int argc, char** argv) { return iamsift::solver::Run(argc, argv); }
