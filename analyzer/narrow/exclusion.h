#pragma once

// A list of actions that must not be there, short enough for a policy. Words are left out where the
// rest still means one action; to leave out more actions than was asked for only narrows, so
// entries that begin alike are joined where that is not enough.

#include <string>
#include <vector>

#include "analyzer/catalog/catalog.h"

namespace iamsift {

// Patterns that take in all that `patterns` (svc:Name or svc:Name*) do, in at most `room`
// characters of JSON if cutting and joining names at the ends of their words can do it; those come
// first that save most for what else they take in. Sorted, each once.
std::vector<std::string> JoinToFit(const Catalog& catalog, std::vector<std::string> patterns,
                                   size_t room);

}  // namespace iamsift
