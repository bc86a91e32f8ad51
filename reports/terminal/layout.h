#pragma once

// Text measured and cut to a terminal's columns. All of it takes text that is already visible
// (VisibleText) and not yet painted.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace iamsift {

// Columns that `text` takes: two for East Asian wide characters and emoji, none for combining ones.
size_t DisplayWidth(std::string_view text);

// `text`, or as much of it as fits into `width` columns with "..." at its end.
std::string Truncated(std::string_view text, size_t width);

// Lines of at most `width` columns, broken at blanks. A word that is longer has a line to itself:
// an ARN that is cut in two can't be copied.
std::vector<std::string> Wrapped(std::string_view text, size_t width);

// "role/ml-training" of an ARN, the text itself of anything else.
std::string_view ShortArn(std::string_view arn);

}  // namespace iamsift
