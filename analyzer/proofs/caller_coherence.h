#pragma once

// A caller and the keys that tell of it agree: who calls from an account has that account's id in
// aws:PrincipalAccount and in the ARN of aws:PrincipalArn, and a caller without an account has
// neither.
//
// Source: IAM User Guide, "AWS global condition context keys".

#include <span>
#include <string>
#include <vector>

#include "analyzer/proofs/access_formula.h"
#include "analyzer/proofs/literal_table.h"

namespace iamsift {

// Clauses between the caller and those of its keys that the question's literals speak of.
// asks_caller  some document names principals; otherwise only the keys have to agree.
std::vector<std::vector<Literal>> CallerClauses(std::span<const AccessFormula* const> formulas,
                                                bool asks_caller, LiteralTable& table);

// The request's keys say of its caller what its ARN says. Keys that it does not carry don't count.
bool IsCoherent(const ProofRequest& request);

}  // namespace iamsift
