#pragma once

// Contexts and Conditions out of the same few keys and values, so that tests often hold and often
// just do not.

#include <string>

#include "tests/reference/random_source.h"

namespace iamsift::reference {

std::string RandomContext(RandomSource& random);

std::string RandomCondition(RandomSource& random);

// A condition of which nobody doubts whether it pins a fixed value (public bucket policies).
std::string PlainCondition(RandomSource& random);

// A policy variable: set, unset, with a default, escaped, or not closed.
std::string RandomVariable(RandomSource& random);

}  // namespace iamsift::reference
