#pragma once

// Text that stands where a name was to be put, left by whoever copied an example.

#include <string_view>

namespace iamsift {

// The first placeholder in the text, "" if there is none: `<bucket name>`, `REPLACE_ME`, `YOUR_…`,
// `…ACCOUNT_ID`, `sg-xxxx`, eight x in a row. Policy variables and template text are none.
std::string_view FindPlaceholder(std::string_view text);

}  // namespace iamsift
