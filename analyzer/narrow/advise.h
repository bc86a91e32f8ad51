#pragma once

// Conditions that would limit a policy further, with values that nobody can read off the input:
// told in words, put into no policy.

#include <string>
#include <vector>

#include "analyzer/match/action_set.h"
#include "analyzer/match/compiled_document.h"

namespace iamsift {

// Of what makes machines: which kinds of them. Of what makes things, and what works on such things:
// a tag. None for a policy of many actions, which has advice for everything.
// live  what each statement still grants to some holder
std::vector<std::string> AdviceOn(const Catalog& catalog, const CompiledDocument& document,
                                  const std::vector<ActionSet>& live);

}  // namespace iamsift
