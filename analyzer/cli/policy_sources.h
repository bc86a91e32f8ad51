#pragma once

// The policies that a subject's access rests on, by the names that people know them by.

#include <string>
#include <vector>

#include "analyzer/account/account.h"

namespace iamsift {

// Two principals may hold one document under two names, each in a place of its own: a source is
// one principal's.
struct PolicySource {
  std::string policy;                        // "" for a policy that is a file
  const PolicyDocument* document = nullptr;  // never null
  const PolicyText* text = nullptr;          // never null
};

// What a principal holds, its boundary, and the SCPs over it, as far as their texts are known.
// The account must outlive it; its managed policies are resolved.
std::vector<PolicySource> SourcesOf(const Account& account, const Principal& principal);

// The first of the sources that the statement is of; null when it is of none.
const PolicySource* SourceOf(const std::vector<PolicySource>& sources, const Statement& statement);

}  // namespace iamsift
