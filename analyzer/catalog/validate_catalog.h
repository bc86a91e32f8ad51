#pragma once

// The one check of catalog bytes that somebody else wrote. What passes it can be read by Catalog
// without further checks: every offset, index and id is in range, every order that a search relies
// on holds, and the masks say what the columns say.

#include <string_view>

#include "absl/status/status.h"

namespace iamsift {

absl::Status ValidateCatalog(std::string_view bytes);

}  // namespace iamsift
