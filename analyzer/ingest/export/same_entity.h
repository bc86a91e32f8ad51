#pragma once

// Whether two pulls tell the same of an entity; where they stand in their inputs does not matter.
// Both must be of one account: documents are compared by id.

#include "analyzer/account/account.h"

namespace iamsift {

bool TellTheSame(const Principal& a, const Principal& b);
bool TellTheSame(const Group& a, const Group& b);
bool TellTheSame(const ManagedPolicy& a, const ManagedPolicy& b);

}  // namespace iamsift
