#pragma once

// What a role's trust policy tells of the sessions that it starts.
//
// Source: IAM User Guide, "Pass session tags in AWS STS".

#include "analyzer/account/account.h"
#include "analyzer/eval/decide/caller_keys.h"
#include "analyzer/eval/decide/decision_document.h"

namespace iamsift {

// trust  of a role; null: not known, so that anything may be. Tags are not filled in.
CallerFacts FactsOf(const Principal& principal, const DecisionDocument* trust);

}  // namespace iamsift
