#include "tests/solver/prover_survey.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>

#include "tests/solver/random_pairs.h"
#include "tests/solver/reference_access.h"

namespace iamsift::solver {
namespace {

constexpr size_t kMostFaults = 5;
using Oracle = OracleAnswer::Kind;
using Answer = PairAnswer::Kind;

bool HasVariables(const PolicyPair& pair) {
  return (pair.old_json + pair.new_json).find("${") != std::string::npos;
}

// What a value means that is not of its operator's type is AWS's secret, and so is what some
// patterns match.
bool IsUnsettled(const PairAnswer& answer) {
  return answer.reason.starts_with("it hangs on what no document settles") ||
         answer.reason.starts_with("AWS does not say");
}

std::string FaultOfRefutation(const PolicyPair& pair, const PairAnswer& answer) {
  if (answer.witness.empty()) return "refuted without a witness";
  const std::string fault = FaultOfWitness(pair.old_json, pair.new_json, answer.witness);
  return fault.empty() ? fault : "a witness that is none, " + fault + ": " + answer.witness;
}

// Only a request that some service could be sent speaks against a proof. To ask the solvers for one
// takes long, so that text without form is first replaced by something harmless.
OracleAnswer SentToSomeService(PairOracle& oracle, const PolicyPair& pair,
                               const OracleAnswer& answer) {
  auto request = nlohmann::json::parse(answer.request);
  const std::string action = request["action"];
  const std::string resource = request["resource"];
  if (action.find(':') == std::string::npos) request["action"] = "zz:Zz";
  const bool is_arn =
      resource.starts_with("arn:") && std::count(resource.begin(), resource.end(), ':') >= 5;
  if (resource != "*" && !is_arn) request["resource"] = "arn:zz:zz:zz:zz:zz";
  OracleAnswer repaired = answer;
  repaired.request = request.dump();
  const bool is_one = FaultOfWitness(pair.old_json, pair.new_json, repaired.request).empty();
  return is_one ? repaired : oracle.Decide(pair.old_json, pair.new_json, true);
}

std::string FaultOfProof(PairOracle& oracle, const PolicyPair& pair, uint64_t seed, int attacks,
                         int& unchecked) {
  OracleAnswer answer = oracle.Decide(pair.old_json, pair.new_json);
  if (answer.kind == Oracle::kNewAccess) answer = SentToSomeService(oracle, pair, answer);
  if (answer.kind == Oracle::kNewAccess) return "proved, yet there is " + answer.request;
  if (answer.kind == Oracle::kFailed) return answer.reason;
  if (answer.kind != Oracle::kIncluded) ++unchecked;
  const std::optional<std::string> request =
      AttackInclusion(pair.old_json, pair.new_json, seed, attacks);
  return request ? "proved, yet a random request is " + *request : "";
}

}  // namespace

std::string ProverSurvey::Summary() const {
  return std::to_string(proved) + " proved, " + std::to_string(refuted) + " refuted, " +
         std::to_string(UnknownWithoutVariables()) + " unknown without variables, " +
         std::to_string(unsettled) + " unsettled by what no document settles, " +
         std::to_string(unknown_with_variables) + " unknown of " + std::to_string(with_variables) +
         " with variables, " + std::to_string(unchecked) + " proofs that no solver decided";
}

ProverSurvey SurveyProver(PairOracle& oracle, const Prover& prover,
                          std::span<const NamedPair> pairs, int attacks) {
  ProverSurvey survey;
  for (size_t i = 0; i < pairs.size() && survey.faults.size() < kMostFaults; ++i) {
    const PolicyPair& pair = pairs[i].documents;
    const bool has_variables = HasVariables(pair);
    if (has_variables) ++survey.with_variables;
    const PairAnswer answer = prover(pair.old_json, pair.new_json);
    std::string fault;
    switch (answer.kind) {
      case Answer::kProved:
        ++survey.proved;
        fault = FaultOfProof(oracle, pair, i, attacks, survey.unchecked);
        break;
      case Answer::kRefuted:
        ++survey.refuted;
        fault = FaultOfRefutation(pair, answer);
        break;
      case Answer::kUnknown:
        ++survey.unknown;
        if (has_variables && !IsUnsettled(answer)) ++survey.unknown_with_variables;
        // Not a fault by itself; too many are one.
        if (IsUnsettled(answer)) {
          ++survey.unsettled;
          break;
        }
        if (!has_variables) fault = "unknown without policy variables: " + answer.reason;
    }
    if (fault.empty()) continue;
    survey.faults.push_back(pairs[i].name + ": " + fault + "\nold: " + pair.old_json +
                            "\nnew: " + pair.new_json);
  }
  return survey;
}

}  // namespace iamsift::solver
