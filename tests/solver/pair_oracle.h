#pragma once

// The solvers' answer to "does NEW allow what OLD does not?": cvc5 first, then Z3, and where both
// give up on unknown strings in policy variables, cvc5 again with values tried one by one.

#include <memory>
#include <string>
#include <string_view>

#include "tests/solver/smt_encoding.h"
#include "tests/solver/solver_process.h"

namespace iamsift::solver {

struct OracleAnswer {
  enum class Kind {
    kIncluded,    // no such request
    kNewAccess,   // `request`
    kUndecided,   // `reason`
    kNotEncoded,  // `reason`: an invalid document, or one that the encoding cannot say
    kFailed,      // `reason`: the solver did not work
  };
  Kind kind = Kind::kFailed;
  std::string request;  // of a neutral case
  std::string reason;
  std::string_view decided_by;  // cvc5, z3, grounding
};

class PairOracle {
 public:
  // Null, with what to install, when a solver is missing.
  static std::unique_ptr<PairOracle> Start(std::string& why);

  OracleAnswer Decide(std::string_view old_json, std::string_view new_json,
                      bool is_well_formed = false);

  // One solver alone, policy variables as unknown strings.
  OracleAnswer Ask(SolverKind solver, std::string_view old_json, std::string_view new_json,
                   bool is_well_formed = false);

 private:
  PairOracle() = default;
  OracleAnswer Ask(SolverKind solver, const AccessQuery& query);
  OracleAnswer TryValues(std::string_view old_json, std::string_view new_json, bool is_well_formed);

  std::unique_ptr<SolverProcess> cvc5_, z3_;
};

}  // namespace iamsift::solver
