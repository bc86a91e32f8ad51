#pragma once

// Facts to the bytes of catalog.bin. The same facts give the same bytes: no clock, no path, no hash
// order.

#include <string>

#include "analyzer/catalog/facts.h"

namespace iamsift {

// facts    as ReadFacts returns them, dated: names that they refer to are there.
std::string WriteCatalog(const Facts& facts);

}  // namespace iamsift
