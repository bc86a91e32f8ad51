#pragma once

// JSON with comments and trailing commas, made strict without moving a byte: what JSON lacks
// becomes blanks, so that every place stays what it is.

#include <string>
#include <string_view>

namespace iamsift {

// Comments (`//` and `/* */`) and commas before a closing bracket, replaced by blanks outside
// strings. Line breaks stay. An unclosed comment is left for the reader to refuse.
std::string BlankOutRelaxedJson(std::string_view text);

}  // namespace iamsift
