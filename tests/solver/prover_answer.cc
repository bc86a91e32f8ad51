#include "tests/solver/prover_answer.h"

#include "analyzer/base/arena.h"
#include "analyzer/base/json_writer.h"
#include "analyzer/base/source.h"
#include "analyzer/policy/parse.h"
#include "analyzer/proofs/policy_checks.h"

namespace iamsift::solver {
namespace {

std::string RequestOf(const ProofRequest& request) {
  std::string text;
  JsonWriter json(&text);
  json.BeginObject().Member("action", request.action).Member("resource", request.resource);
  json.Key("context").BeginObject();
  for (const auto& [key, carried] : request.context) {
    json.Key(key);
    carried.is_list ? json.Strings(carried.values) : json.String(carried.values.front());
  }
  json.EndObject().EndObject();
  return text;
}

PairAnswer Ask(const ProofBudget& budget, std::string_view old_json, std::string_view new_json) {
  static const Catalog catalog = Catalog::Embedded();
  const SourceFile old_text("old", std::string(old_json)), new_text("new", std::string(new_json));
  Arena old_arena, new_arena;
  const PolicyDocument before =
      PolicyParser().Parse(old_text.text(), PolicyKind::kIdentity, old_arena);
  const PolicyDocument after =
      PolicyParser().Parse(new_text.text(), PolicyKind::kIdentity, new_arena);
  ProofContext context;
  context.catalog = &catalog;
  context.budget = budget;
  context.seeks_realistic_witness = false;
  const InclusionAnswer answer = ProveNoNewAccess(before, after, context);
  switch (answer.inclusion) {
    case Inclusion::kProved:
      return {PairAnswer::Kind::kProved, "", ""};
    case Inclusion::kRefuted:
      return {PairAnswer::Kind::kRefuted, RequestOf(answer.witness->request), ""};
    default:
      break;
  }
  const bool was_rejected = answer.stats.rejected_witnesses > 0;
  return {PairAnswer::Kind::kUnknown, "",
          (was_rejected ? "REJECTED WITNESS " : "") + answer.reason};
}

}  // namespace

PairAnswer AskProver(std::string_view old_json, std::string_view new_json) {
  return Ask({}, old_json, new_json);
}

PairAnswer AskProverWithin(int64_t nodes, int64_t states, std::string_view old_json,
                           std::string_view new_json) {
  return Ask({.nodes = nodes, .automaton_states = states}, old_json, new_json);
}

}  // namespace iamsift::solver
