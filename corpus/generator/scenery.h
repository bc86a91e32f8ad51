#pragma once

// The invented projects of a generated account, and the small texts (ids, dates, tags) that every
// entity of an export carries.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/generator/dice.h"
#include "corpus/generator/templates.h"

namespace iamsift {

// One for about six roles.
std::vector<Scenery> MakeProjects(Dice& dice, std::string_view account, size_t roles);

// AROA and seventeen more characters, as IAM's unique ids look.
std::string UniqueId(Dice& dice, std::string_view prefix);

// 2019-01-01 to 2026-09-30, as AWS CLI v2 prints times.
std::string AnyDate(Dice& dice, size_t first_year = 2019);

// Fixed width, so that names sort as they were made: 0007.
std::string Serial(size_t number);

}  // namespace iamsift
