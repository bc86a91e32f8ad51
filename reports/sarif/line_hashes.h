#pragma once

// The fingerprint `primaryLocationLineHash` that code scanning services track alerts by: a hash of
// the hundred characters from a line's beginning on, blanks apart, and how often it occurred
// before.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace iamsift {

// One hash a line, in order; the text behind the last newline is a line even if it is empty.
std::vector<uint64_t> LineHashes(std::string_view text);

// "5fe6fbfbfe04a098:1" for each of `lines` (from 1, rising): the hash of the line in hexadecimal
// and the how-manieth line with that hash it is. "" for a line that the text doesn't have.
std::vector<std::string> LineFingerprints(std::string_view text,
                                          const std::vector<uint32_t>& lines);

}  // namespace iamsift
