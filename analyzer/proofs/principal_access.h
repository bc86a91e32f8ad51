#pragma once

// What a user or role of an account can do, as an access formula: its policies and its groups',
// under its boundary and under each step of SCPs.

#include <memory>
#include <string>
#include <vector>

#include "analyzer/account/account.h"
#include "analyzer/proofs/access_formula.h"
#include "analyzer/proofs/inclusion_search.h"

namespace iamsift {

// A policy as it stands for one principal: what of it speaks to the principal, limited to the
// resource that it is on. Its statements keep their places in the text.
struct MadeDocument {
  std::string policy;  // for people
  PolicyDocument document;
  const PolicyText* text = nullptr;  // null: of no policy
};

struct PrincipalAccess {
  AccessFormula formula;
  std::vector<KnownKey> known_keys;  // that follow from who the principal is
  // What the inputs don't tell, so that the formula is not all: `the text of policy `x` is not
  // known`.
  std::vector<std::string> missing;
  // Documents of the formula that no input holds, and texts in them.
  std::vector<std::unique_ptr<const MadeDocument>> made = {};
  std::vector<std::unique_ptr<const std::string>> made_texts = {};
};

// The account must outlive it, with its managed policies resolved.
PrincipalAccess AccessOf(const Account& account, const Principal& principal);

}  // namespace iamsift
