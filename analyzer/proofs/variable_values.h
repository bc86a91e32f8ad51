#pragma once

// Values worth trying for the policy variables of a question: what the policies themselves compare
// them with.

#include <set>
#include <span>
#include <string>
#include <vector>

#include "analyzer/proofs/access_formula.h"
#include "analyzer/proofs/box_compiler.h"

namespace iamsift {

// Assignments to try one after the other, the most telling first; at most a few dozen.
// keys  of the variables, lower case.
std::vector<VariableValues> ValuesToTry(const std::set<std::string>& keys,
                                        std::span<const AccessFormula* const> formulas);

}  // namespace iamsift
