#pragma once

// Seeded edits of a policy document whose effect on what it allows is known beforehand.

#include <string>
#include <string_view>

#include "tests/reference/random_source.h"

namespace iamsift::solver {

// The same meaning in other words: statements and lists in another order, split, and twice; names
// of actions in other letters; `*` as `**`, and `*?` as `?*` where both are one.
std::string Respelled(std::string_view document, reference::RandomSource& random);

// With the first statement of another document added, made to allow or to deny.
std::string WithStatementOf(std::string_view document, std::string_view other, bool allows);

// Something taken away: an entry of an Allow's list, or added: a condition, an exception, an entry
// of a Deny's list. Allows no more than before.
std::string Narrowed(std::string_view document, reference::RandomSource& random);

}  // namespace iamsift::solver
