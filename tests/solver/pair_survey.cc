#include "tests/solver/pair_survey.h"

#include <cstddef>
#include <cstdint>
#include <optional>

#include "tests/solver/reference_access.h"

namespace iamsift::solver {
namespace {

constexpr size_t kMostFaults = 5;
constexpr size_t kMostForZ3 = 4000;  // characters; longer documents take it many seconds
using Kind = OracleAnswer::Kind;

// Empty when nothing speaks against the answer.
std::string FaultOf(const PolicyPair& pair, const OracleAnswer& answer, uint64_t seed,
                    int attacks) {
  if (answer.kind == Kind::kFailed) return answer.reason;
  if (answer.kind == Kind::kNewAccess) {
    const std::string fault = FaultOfWitness(pair.old_json, pair.new_json, answer.request);
    return fault.empty() ? fault : fault + ": " + answer.request;
  }
  if (answer.kind != Kind::kIncluded) return "";
  const std::optional<std::string> request =
      AttackInclusion(pair.old_json, pair.new_json, seed, attacks);
  return request ? "no new access, says the solver; yet there is " + *request : "";
}

bool Disagree(const OracleAnswer& a, const OracleAnswer& b) {
  return (a.kind == Kind::kIncluded && b.kind == Kind::kNewAccess) ||
         (a.kind == Kind::kNewAccess && b.kind == Kind::kIncluded);
}

}  // namespace

std::string PairSurvey::Summary() const {
  return std::to_string(included) + " included, " + std::to_string(new_access) +
         " with new access, " + std::to_string(undecided) + " undecided, " +
         std::to_string(not_encoded) + " not encoded";
}

PairSurvey SurveyEncoding(PairOracle& oracle, std::span<const NamedPair> pairs, int attacks) {
  PairSurvey survey;
  for (size_t i = 0; i < pairs.size() && survey.faults.size() < kMostFaults; ++i) {
    const PolicyPair& pair = pairs[i].documents;
    const OracleAnswer answer = oracle.Decide(pair.old_json, pair.new_json);
    if (answer.kind == Kind::kIncluded) ++survey.included;
    if (answer.kind == Kind::kNewAccess) ++survey.new_access;
    if (answer.kind == Kind::kUndecided) ++survey.undecided;
    if (answer.kind == Kind::kNotEncoded) ++survey.not_encoded;
    std::string fault = FaultOf(pair, answer, i, attacks);
    if (fault.empty() && i % 10 == 0 && pair.new_json.size() < kMostForZ3) {
      const OracleAnswer other = oracle.Ask(SolverKind::kZ3, pair.old_json, pair.new_json);
      if (Disagree(answer, other)) fault = "cvc5 and z3 disagree";
      if (other.kind == Kind::kFailed) fault = other.reason;
    }
    if (fault.empty()) continue;
    survey.faults.push_back(pairs[i].name + ": " + fault + "\nold: " + pair.old_json +
                            "\nnew: " + pair.new_json);
  }
  return survey;
}

}  // namespace iamsift::solver
