#pragma once

// Services' own rules over a set of resources of which they concern only a part: the answer then
// hangs on which resource of the set is meant.

#include <string>
#include <vector>

#include "analyzer/eval/decide/caller.h"
#include "analyzer/eval/decide/question.h"

namespace iamsift {

// Patterns of those resources in the asked set that must name their principals, or that the service
// refuses. Both are empty for a single resource, and meaningless where the rule holds for all.
std::vector<std::string> PartThatMustNamePrincipals(const Question& question);
std::vector<std::string> PartThatIsRefused(const Caller& caller, const Question& question);

}  // namespace iamsift
