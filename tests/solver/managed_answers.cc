#include "tests/solver/managed_answers.h"

#include <string_view>

#include "tests/solver/prover_answer.h"
#include "tests/solver/reference_access.h"

namespace iamsift::solver {
namespace {

enum class Answer { kWithin, kBeyond, kMissing, kWrong };

Answer Ask(std::string_view old_json, std::string_view new_json, std::string& why) {
  const PairAnswer answer = AskProver(old_json, new_json);
  if (answer.kind == PairAnswer::Kind::kProved) return Answer::kWithin;
  if (answer.kind == PairAnswer::Kind::kUnknown) {
    why += answer.reason;
    return Answer::kMissing;
  }
  const std::string fault = FaultOfWitness(old_json, new_json, answer.witness);
  if (fault.empty()) return Answer::kBeyond;
  why += fault + ": " + answer.witness;
  return Answer::kWrong;
}

}  // namespace

char AccessChange(const VersionPair& pair, std::string& why) {
  const auto& [old_json, new_json] = pair.documents;
  const Answer gain = Ask(old_json, new_json, why), loss = Ask(new_json, old_json, why);
  if (gain == Answer::kWrong || loss == Answer::kWrong) return '!';
  if (gain == Answer::kMissing || loss == Answer::kMissing) return '?';
  if (gain == Answer::kBeyond) return loss == Answer::kBeyond ? '#' : '+';
  return loss == Answer::kBeyond ? '-' : '=';
}

std::string FirstVersion(const VersionPair& pair) {
  return pair.policy + " v" + std::to_string(pair.old_version);
}

std::string NextVersion(const VersionPair& pair, char change) {
  return std::string(" ") + change + "v" + std::to_string(pair.new_version);
}

}  // namespace iamsift::solver
