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
  std::vector<const DecisionResource*> patterns;  // that one may match and another may not
  std::vector<std::string> tags;                  // by lower-case key
  bool any_tag = false;                           // by tags whose keys only a decision tells
  bool boundary = false;                          // by the boundary of a user or role
};

// rcps  those over the account of the resources.
ResourceDifferences DifferencesSeenBy(const CallerSide& side, std::span<const PolicyLevel> rcps,
                                      const AskedAction& action);

// How the statements about an action ask for one condition key.
struct KeyTests {
  std::vector<const ConditionProgram*> tests;  // of the key, against fixed values
  bool is_read_otherwise = false;              // as a variable, or against one

  bool IsEmpty() const { return tests.empty() && !is_read_otherwise; }
};

// key  lower case.
KeyTests TestsOf(std::string_view key, const CallerSide& side, std::span<const PolicyLevel> rcps,
                 const AskedAction& action);

// Values of the key for which this is equal get equal answers.
std::string ClassOf(const KeyTests& tests, std::string_view key, std::string_view value);

// Some statement asks for tags of the resource, whatever the action.
bool AsksForResourceTags(const DecisionDocument& document);

}  // namespace iamsift
