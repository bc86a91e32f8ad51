#pragma once

// Condition keys with variable parts: `aws:ResourceTag/${TagKey}`. AWS's pages spell the part in
// four ways; here it is a `*` that stands for one character or more.

#include <string>
#include <string_view>

namespace iamsift {

// The pattern of a documented key, in lower case; empty when the key has no variable part.
//   `${…}` anywhere, `<key>` anywhere, and at the end `/tag-key` or a bare `/`.
std::string KeyPatternOf(std::string_view key);

// Whether `name` is an instance of `pattern`, without case.
bool KeyPatternMatches(std::string_view pattern, std::string_view name);

}  // namespace iamsift
