#pragma once

// Statements that could go: proved for all requests, false where it is refuted or not decided.

#include "analyzer/proofs/policy_checks.h"

namespace iamsift {

// What the statement says, the others of its effect say together: the other Allows allow what it
// allows, or the other Denies deny what it denies.
// index  of the statement.
bool IsHeldByOthers(const PolicyDocument& document, size_t index, const ProofContext& context);

// Of what an Allow of a document in the formula's first layers allows, the Denies and the other
// layers leave nothing.
bool IsTakenAway(const AccessFormula& access, const PolicyDocument& document, size_t index,
                 const ProofContext& context);

// A Deny of a document in the formula takes nothing of what all else allows.
bool TakesNothing(const AccessFormula& access, const PolicyDocument& document, size_t index,
                  const ProofContext& context);

}  // namespace iamsift
