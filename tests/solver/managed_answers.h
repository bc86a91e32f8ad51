#pragma once

// What the prover says of consecutive versions of AWS managed policies, in a form to be read: a
// line for each policy, `AmazonEC2FullAccess v1 +v2 =v3 -v4`.

#include <string>

#include "tests/solver/managed_versions.h"

namespace iamsift::solver {

// How a version's access compares with that of the version before it.
//   +  wider     -  narrower     =  the same     #  each allows what the other doesn't
// Anything else is a fault: `?` an answer is missing, `!` a witness is none for the reference;
// `why` then says more.
char AccessChange(const VersionPair& pair, std::string& why);

// The beginning of a policy's line, and what is appended for each pair.
std::string FirstVersion(const VersionPair& pair);
std::string NextVersion(const VersionPair& pair, char change);

}  // namespace iamsift::solver
