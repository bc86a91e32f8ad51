#pragma once

// How rules are named where several may be meant: options, suppressions and tables of facts.

#include <string_view>

namespace iamsift {

// OB of OB-003.
std::string_view FamilyOf(std::string_view rule_id);

// Whether `selector` means the rule: its id (OB-003), its name (administrator), its family (OB), or
// a range that holds its id, both ends included (PE-200..PE-299).
bool SelectsRule(std::string_view selector, std::string_view rule_id, std::string_view rule_name);

}  // namespace iamsift
