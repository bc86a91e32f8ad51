#pragma once

// Whether an operator can compare the values of a key.

#include <string>
#include <string_view>

#include "rules/lint/condition/condition_entry.h"

namespace iamsift {

enum class OperatorFit : uint8_t { kFits, kUsable, kNever };

// kUsable: it works for the usual spelling of a value, though the key's type has operators of its
// own. kFits for keys that the catalog does not know.
OperatorFit FitOfTest(const Catalog& catalog, const ConditionEntry& entry);

// The key, which the catalog knows, holds ARNs.
bool HoldsArns(const Catalog& catalog, const ConditionEntry& entry);
std::string TypeNameOf(const Catalog& catalog, const ConditionEntry& entry);

std::string_view ComparedAs(BaseOperator base);  // "a number"
std::string_view WantedBy(BaseOperator base);    // "a date as 2026-01-31T00:00:00Z"

}  // namespace iamsift
