#pragma once

// The engine's prover as the solvers see it: two documents' text in, an answer and a request out.
// Everything else here knows the engine by this one function.

#include <cstdint>
#include <string>
#include <string_view>

namespace iamsift::solver {

struct PairAnswer {
  enum class Kind {
    kProved,   // whatever NEW allows, OLD allows
    kRefuted,  // `witness`
    kUnknown,  // `reason`
  };
  Kind kind = Kind::kUnknown;
  // The request of a neutral case: {"action":"..","resource":"..","context":{..}}. The
  // values of multi-valued keys (key_arity.h) are arrays, those of all others strings.
  std::string witness;
  std::string reason;
};

// Both documents are identity policies; actions are an open world.
PairAnswer AskProver(std::string_view old_json, std::string_view new_json);

// The same with no more than so many decisions of the search, and states of its automata.
PairAnswer AskProverWithin(int64_t nodes, int64_t states, std::string_view old_json,
                           std::string_view new_json);

}  // namespace iamsift::solver
