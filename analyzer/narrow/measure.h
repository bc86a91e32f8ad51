#pragma once

// What one document alone grants, in numbers: for the before and after of a suggestion.

#include <string>
#include <vector>

#include "analyzer/catalog/catalog.h"
#include "analyzer/match/action_set.h"

namespace iamsift {

struct PolicyMeasure {
  ActionSet actions;  // live on something
  int breadth = 0;    // 0..100
};

// documents  JSON texts of policies that are attached together.
PolicyMeasure MeasurePolicies(const Catalog& catalog, const std::vector<std::string>& documents);

}  // namespace iamsift
