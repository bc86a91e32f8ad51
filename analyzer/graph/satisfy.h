#pragma once

// From what an answer still hangs on to concrete requests for which it may come out true, and what
// of such a request its caller doesn't choose. Guesses: whoever uses one asks again with it.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/eval/decide/estate.h"
#include "analyzer/eval/decide/formula.h"
#include "analyzer/graph/needs.h"

namespace iamsift {

struct RequestGuess {
  std::string resource;                    // an ARN; "" where none can be made
  std::vector<ContextAssumption> context;  // sorted by key
  // What its caller can't bring about alone: "mfa", "document".
  Needs needs;
};

// Where ARNs are made up: the Regions, tried in their order, and the account that stand in for `*`.
struct ArnStandIns {
  std::vector<std::string> regions;  // one at least
  std::string account;
};

// What to call a Region where any will do: one for each way that policies tell Regions apart.
inline constexpr std::string_view kFamiliarRegions[] = {"us-east-1", "eu-west-1", "us-west-2",
                                                        "ap-south-1"};

// Hands out guesses until one is accepted: those with the fewest needs first, a dozen at most.
// asked  the set that the resource must lie in.
void TryGuesses(const Formula& formula, FormulaId id, const AskedResource& asked,
                const ArnStandIns& stand_ins,
                const std::function<bool(RequestGuess& guess)>& accepts);

// Some ARN of the set, "" when none can be made up.
std::string ExampleOf(const AskedResource& asked, const ArnStandIns& stand_ins);

// What everything that the formula hangs on is called in a finding: all the needs there could be.
Needs NeedsOf(const Formula& formula, FormulaId id);

}  // namespace iamsift
