#pragma once

// JSON pointers (RFC 6901) to the elements of a policy document.

#include <string>
#include <string_view>

#include "analyzer/policy/document.h"

namespace iamsift {

// `/` becomes ~1 and `~` becomes ~0.
std::string EscapePointerToken(std::string_view token);

std::string StatementPointer(const Statement& statement);  // "/Statement/0", "/Statement"

// "/Statement/0/Action/2"; item -1 or a bare string: "/Statement/0/Action".
std::string ActionPointer(const Statement& statement, int item);
std::string ResourcePointer(const Statement& statement, int item);
std::string PrincipalPointer(const Statement& statement, const PrincipalEntry& entry);
// "/Statement/0/Condition/StringEquals/aws:SourceVpc/1"
std::string ConditionPointer(const Statement& statement, const ConditionTest& test, int value);

}  // namespace iamsift
