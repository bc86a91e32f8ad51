#pragma once

// A policy too large for IAM becomes several that are attached together.

#include <cstddef>
#include <vector>

#include "analyzer/narrow/draft.h"

namespace iamsift {

// Policies of at most `quota` characters each, in order: the policy itself when it fits; else its
// Denies first, and Allows cut between their actions where one alone is too large. A statement
// that one action alone makes too large stays whole.
std::vector<DraftPolicy> SplitToQuota(const DraftPolicy& policy, size_t quota);

}  // namespace iamsift
