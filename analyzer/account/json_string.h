#pragma once

// The two layers of text in which an export wraps policy documents: JSON string escapes and RFC
// 3986 percent-encoding. Each is decoded once for all and can tell where a decoded byte came from.

#include <cstddef>
#include <string>
#include <string_view>

namespace iamsift {

// Appends what stands between the quotes of a JSON string, escapes replaced. Half a surrogate pair
// becomes U+FFFD. False: an escape that JSON does not have; `out` then ends before it.
bool AppendUnescaped(std::string_view raw, std::string& out);

// Appends the text with each `%XY` replaced by its byte. `+` stands for itself, and so does a `%`
// without two hexadecimal digits.
void AppendPercentDecoded(std::string_view text, std::string& out);

// The byte of `raw` (of `text`) that starts the character or the sequence holding byte `decoded` of
// the result; its size for an offset at or behind the end of the result.
size_t OffsetBeforeUnescaping(std::string_view raw, size_t decoded);
size_t OffsetBeforePercentDecoding(std::string_view text, size_t decoded);

}  // namespace iamsift
