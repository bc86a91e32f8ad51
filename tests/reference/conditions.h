#pragma once

// Whether the Condition of a statement holds: every operator and every key under it must.
//
// Source: IAM User Guide, "IAM JSON policy elements: Condition operators", "Conditions with
// multiple context keys or values", "Single-valued vs. multivalued context keys".

#include <string>
#include <string_view>

#include "tests/reference/cases.h"
#include "tests/reference/documents.h"

namespace iamsift::reference {

bool ConditionsHold(const Statement& statement, bool has_variables, const Context& context);

bool TestHolds(const ConditionTest& test, bool has_variables, const Context& context);

}  // namespace iamsift::reference
