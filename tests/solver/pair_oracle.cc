#include "tests/solver/pair_oracle.h"

#include <optional>
#include <set>
#include <vector>

#include "tests/reference/json.h"

namespace iamsift::solver {
namespace {

constexpr size_t kMostGroundings = 16;

// Strings of a document that may be the value of a policy variable: those without wildcards and
// variables, and what stands before and behind such in the others.
void CollectTexts(const reference::Json& json, std::set<std::string>& texts) {
  if (json.IsString()) {
    const size_t start = json.text.find_last_of("/:}*") + 1;
    const std::string tail = json.text.substr(start);
    if (json.text.find_first_of("*?$") == std::string::npos && json.text.size() < 12) {
      texts.insert(json.text);
    }
    if (tail.find_first_of("*?$") == std::string::npos) texts.insert(tail);
  }
  for (const reference::Json& item : json.items) CollectTexts(item, texts);
  for (const reference::JsonMember& member : json.members) {
    if (member.name != "Version" && member.name != "Effect" && member.name != "Action") {
      CollectTexts(member.value, texts);
    }
  }
}

std::vector<std::optional<std::string>> ValuesToTry(std::string_view old_json,
                                                    std::string_view new_json) {
  std::set<std::string> texts;
  for (const std::string_view text : {old_json, new_json}) {
    if (const auto json = reference::ParseJson(text)) CollectTexts(*json, texts);
  }
  std::vector<std::optional<std::string>> values = {"qz", std::nullopt, ""};
  for (const std::string& text : texts) {
    if (!text.empty()) values.emplace_back(text);
  }
  return values;
}

}  // namespace

std::unique_ptr<PairOracle> PairOracle::Start(std::string& why) {
  std::unique_ptr<PairOracle> oracle(new PairOracle);
  oracle->cvc5_ = SolverProcess::Start(SolverKind::kCvc5, why);
  oracle->z3_ = SolverProcess::Start(SolverKind::kZ3, why);
  if (!oracle->cvc5_ || !oracle->z3_) return nullptr;
  return oracle;
}

OracleAnswer PairOracle::Ask(SolverKind solver, const AccessQuery& query) {
  using Kind = OracleAnswer::Kind;
  SolverProcess& process = solver == SolverKind::kZ3 ? *z3_ : *cvc5_;
  const std::string_view name = solver == SolverKind::kZ3 ? "z3" : "cvc5";
  const SolverAnswer answer = process.Check(query.script(), query.terms());
  switch (answer.kind) {
    case SolverAnswer::Kind::kUnsat:
      return {Kind::kIncluded, "", "", name};
    case SolverAnswer::Kind::kUnknown:
      return {Kind::kUndecided, "", std::string(name) + " gave up", name};
    case SolverAnswer::Kind::kFailed:
      return {Kind::kFailed, "", std::string(name) + ": " + answer.message, name};
    case SolverAnswer::Kind::kSat:
      break;
  }
  const std::optional<std::string> request = query.RequestOf(answer.values);
  if (!request) return {Kind::kFailed, "", "a model that cannot be read", name};
  return {Kind::kNewAccess, *request, "", name};
}

OracleAnswer PairOracle::Ask(SolverKind solver, std::string_view old_json,
                             std::string_view new_json, bool is_well_formed) {
  std::string why;
  const std::optional<AccessQuery> query = AccessQuery::Write(
      old_json, new_json,
      {.is_well_formed = is_well_formed, .can_fold_case = solver == SolverKind::kCvc5}, why);
  if (!query) return {OracleAnswer::Kind::kNotEncoded, "", why, ""};
  return Ask(solver, *query);
}

OracleAnswer PairOracle::Decide(std::string_view old_json, std::string_view new_json,
                                bool is_well_formed) {
  using Kind = OracleAnswer::Kind;
  OracleAnswer answer = Ask(SolverKind::kCvc5, old_json, new_json, is_well_formed);
  const bool has_query = answer.kind == Kind::kUndecided;
  if (!has_query && answer.kind != Kind::kNotEncoded) return answer;
  const OracleAnswer tried = TryValues(old_json, new_json, is_well_formed);
  if (tried.kind == Kind::kNewAccess) return tried;
  if (!has_query) return answer;
  answer = Ask(SolverKind::kZ3, old_json, new_json, is_well_formed);
  return answer;
}

// Finds new access, never its absence.
OracleAnswer PairOracle::TryValues(std::string_view old_json, std::string_view new_json,
                                   bool is_well_formed) {
  OracleAnswer none{OracleAnswer::Kind::kUndecided, "", "no value of a policy variable helps", ""};
  std::string why;
  const std::vector<std::string> keys = AccessQuery::KeysInPatterns(old_json, new_json);
  if (keys.empty()) return none;
  const std::vector<std::optional<std::string>> values = ValuesToTry(old_json, new_json);
  for (size_t round = 0; round < kMostGroundings && round < values.size() * values.size();
       ++round) {
    Grounding grounding;
    size_t rest = round;
    for (const std::string& key : keys) {
      grounding[key] = values[rest % values.size()];
      rest /= values.size();
    }
    const std::optional<AccessQuery> query = AccessQuery::Write(
        old_json, new_json, {.is_well_formed = is_well_formed, .grounding = grounding}, why);
    if (!query) return none;
    OracleAnswer answer = Ask(SolverKind::kCvc5, *query);
    if (answer.kind != OracleAnswer::Kind::kNewAccess) continue;
    answer.decided_by = "grounding";
    return answer;
  }
  return none;
}

}  // namespace iamsift::solver
