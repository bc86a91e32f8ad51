#pragma once

// What the policies around a caller can tell resources apart by, for one action: so that it is
// asked about one of many that are all the same to it.

#include <span>
#include <string>
#include <vector>

#include "analyzer/eval/decide/estate.h"

namespace iamsift {

// Two resources of one type, account and resource policy get equal answers if they are equal in
// all of this.
struct ResourceDifferences {
  std::vector<const ResourcePattern*> patterns;  // that one may match and another may not
  std::vector<std::string> tags;                 // by lower-case key; sorted
  bool any_tag = false;                          // by tags whose keys only a decision tells
  bool boundary = false;                         // by the boundary of a user or role
};

// rcps  those over the account of the resources.
ResourceDifferences DifferencesSeenBy(const CallerSide& side, std::span<const PolicyLevel> rcps,
                                      const AskedAction& action);

// Whether any of them asks for a condition key, in a test or as a variable. key  lower case.
bool ReadsKey(const CallerSide& side, std::span<const PolicyLevel> rcps, const AskedAction& action,
              std::string_view key);

// Some statement asks for tags of the resource, whatever the action.
bool AsksForResourceTags(const DecisionDocument& document);

}  // namespace iamsift
