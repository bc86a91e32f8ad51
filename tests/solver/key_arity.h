#pragma once

// Which condition keys hold one value and which hold several. A key that stands in no list may be
// anyone's, so it may hold several.

#include <string_view>

namespace iamsift::solver {

// `key` in lower case.
bool IsMultivalued(std::string_view key);

}  // namespace iamsift::solver
