#pragma once

// Random identity policies for property tests: any service of the catalog, every element, valid as
// IAM judges it, and rarely sensible.

#include <string>

#include "analyzer/catalog/catalog.h"
#include "corpus/generator/dice.h"

namespace iamsift {

// One document of 1 to 4 statements on one line. The same dice give the same text for one catalog.
std::string RandomPolicy(Dice& dice, const Catalog& catalog);

// A concrete ARN (no wildcard, no variable) of the type, as the policies above name them, so that
// requests and policies meet now and then.
std::string RandomArn(Dice& dice, const Catalog& catalog, ResourceTypeId type);

}  // namespace iamsift
