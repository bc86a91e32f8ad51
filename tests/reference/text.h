#pragma once

// Text as the comparisons of IAM see it. Written here once more, so that nothing of the engine
// stands in what the engine is held against.

#include <string>
#include <string_view>
#include <vector>

namespace iamsift::reference {

// ASCII case alone: other letters are never folded.
std::string Lower(std::string_view text);
bool SameWithoutCase(std::string_view a, std::string_view b);

// At every separator, or at the first `most` ones only. Always one part at least.
std::vector<std::string> SplitAt(std::string_view text, char separator, int most = -1);

// The code points of UTF-8 text: one character of a policy is one code point.
std::u32string Characters(std::string_view text);

// Whether the text is one star or more and nothing else.
bool IsStarsOnly(std::string_view text);

bool IsDigits(std::string_view text);

// An id of an account: twelve digits.
bool IsAccountId(std::string_view text);

}  // namespace iamsift::reference
