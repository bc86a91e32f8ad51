#pragma once

// The callers that a Principal element names, as patterns over the texts by which a case names its
// caller: ARNs of users, role sessions, federated users and roots, names of services and identity
// providers, `anonymous`.
//
// Source: IAM User Guide, "AWS JSON policy elements: Principal" and "NotPrincipal".

#include "analyzer/match/principal_pattern.h"
#include "analyzer/match/word_search.h"

namespace iamsift {

// An ARN with wildcards, whose stars stay in their parts before the last: a path may hold what
// looks like an account.
Glob CallerPattern(std::string_view text);

struct PrincipalLanguage {
  GlobUnion globs;
  bool is_everybody = false;
  bool is_unsettled = false;  // whom an entry names hangs on what no policy tells
};

// Adds those whom the entry names in any grade; of a NotPrincipal those whom it excepts, which a
// role does not do for its sessions, nor an account for them.
void AddCallers(const PrincipalPattern& entry, bool is_negated, PrincipalLanguage& out);

// Every caller there can be.
const GlobUnion& AllCallers();

}  // namespace iamsift
