#pragma once

// Documents that AWS would not take, each for one reason.

#include <string>
#include <vector>

#include "tests/reference/documents.h"
#include "tests/reference/random_source.h"

namespace iamsift::reference {

// A valid document's elements and its statements, spoiled in one way and written.
std::string SpoiledDocument(PolicyType type, Fields document, std::vector<Fields> statements,
                            RandomSource& random);

}  // namespace iamsift::reference
