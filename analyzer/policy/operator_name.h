#pragma once

// The names of condition operators, as part of the language: which are ones, and which were meant.
// What they test is for match/ to say.
//
// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".

#include <string>
#include <string_view>

namespace iamsift {

// Any letter case: `ForAnyValue:StringLikeIfExists`. Null counts with IfExists and set operators
// too: those are a fault of their own.
bool IsConditionOperator(std::string_view name);

// The operator that a misspelt one was meant to be, its prefix and suffix set right; "" if unclear.
std::string NearestConditionOperator(std::string_view name);

}  // namespace iamsift
