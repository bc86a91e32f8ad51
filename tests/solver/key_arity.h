#pragma once

// Which condition keys hold one value and which hold several, as the catalog's fact files say. A
// key that stands in none of them may be anyone's, so it may hold several.

#include <string_view>

namespace iamsift::solver {

// `key` in lower case.
bool IsMultivalued(std::string_view key);

}  // namespace iamsift::solver
