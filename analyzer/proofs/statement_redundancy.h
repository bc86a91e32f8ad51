#pragma once

// Whether what one statement of a document says, the others of its effect say together.

#include "analyzer/proofs/policy_checks.h"

namespace iamsift {

// Proved for all requests: of an Allow, that the other Allows allow what it allows; of a Deny, that
// the other Denies deny what it denies. False where it is refuted or not decided.
// index  of the statement.
bool IsHeldByOthers(const PolicyDocument& document, size_t index, const ProofContext& context);

}  // namespace iamsift
