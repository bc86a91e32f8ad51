#pragma once

// Which version of a managed policy is in force.

#include <string>
#include <string_view>

#include "analyzer/account/account.h"

namespace iamsift {

// Sets `default_version` from IsDefaultVersion, cross-checked with DefaultVersionId. Where nothing
// tells it stays unresolved: whoever holds the policy is incomplete then.
// Returns what is odd about it, "" when nothing is.
std::string ChooseDefaultVersion(std::string_view default_version_id, ManagedPolicy& policy);

}  // namespace iamsift
