#pragma once

// How sets of actions read in a message: the first few by name, then a count.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/match/action_set.h"

namespace iamsift {

// Full names in catalog order.
std::vector<std::string> NamesOf(const Catalog& catalog, const ActionSet& actions);

// "`s3:GetObject`, `s3:PutObject` and 4 more"; all of them when there are at most three.
std::string NameSome(const Catalog& catalog, const ActionSet& actions);
std::string NameSome(const std::vector<std::string>& names);

// "2 Permissions management, 14 Write, 3 Tagging", the weightiest level first, none for zero.
std::string CountsByLevel(const Catalog& catalog, const ActionSet& actions);

}  // namespace iamsift
