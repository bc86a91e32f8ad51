#pragma once

// What a user or role of an account can do, as an access formula: its policies and its groups',
// under its boundary and under each step of SCPs.

#include <string>
#include <vector>

#include "analyzer/account/account.h"
#include "analyzer/proofs/access_formula.h"
#include "analyzer/proofs/inclusion_search.h"

namespace iamsift {

struct PrincipalAccess {
  AccessFormula formula;
  std::vector<KnownKey> known_keys;  // that follow from who the principal is
  // Policies whose text is nowhere or means nothing that is known: the formula is not all. Names.
  std::vector<std::string> missing;

  std::string WhyIncomplete() const;  // when something is missing
};

// The account must outlive it, with its managed policies resolved.
PrincipalAccess AccessOf(const Account& account, const Principal& principal);

}  // namespace iamsift
