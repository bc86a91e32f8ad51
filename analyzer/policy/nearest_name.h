#pragma once

// What a misspelt name was probably meant to be.

#include <span>
#include <string_view>

namespace iamsift {

// The nearest of `names`: equal but for letter case, then but for a plural's s, then the one within
// two typing slips (a letter changed, lost, added or swapped with its neighbour; one slip for names
// of up to five letters). "" when none is near. The first of equals wins.
std::string_view NearestName(std::string_view written, std::span<const std::string_view> names);

// Typing slips between two texts without case; `limit + 1` when there are more than `limit`.
int SlipsBetween(std::string_view a, std::string_view b, int limit);

}  // namespace iamsift
