#pragma once

// The policies that a subject's access rests on, by the names that people know them by.

#include <string>
#include <vector>

#include "analyzer/account/account.h"
#include "analyzer/proofs/principal_access.h"

namespace iamsift {

// Two principals may hold one document under two names, each in a place of its own: a source is
// one principal's.
struct PolicySource {
  std::string policy;                        // "" for a policy that is a file
  const PolicyDocument* document = nullptr;  // never null
  const PolicyText* text = nullptr;          // never null
};

// What a principal holds, its boundary, the SCPs over it, and what else its access is made of, as
// far as their texts are known. The account and the access must outlive it; the account's managed
// policies are resolved.
std::vector<PolicySource> SourcesOf(const Account& account, const Principal& principal,
                                    const PrincipalAccess& access);

// The first of the sources that the statement is of; null when it is of none.
const PolicySource* SourceOf(const std::vector<PolicySource>& sources, const Statement& statement);

}  // namespace iamsift
