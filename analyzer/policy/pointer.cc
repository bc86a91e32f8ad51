#include "analyzer/policy/pointer.h"

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

std::string ItemPointer(const Statement& statement, std::string_view element,
                        const ElementList& list, int item) {
  std::string pointer =
      Concat({StatementPointer(statement), "/", list.is_negated ? "Not" : "", element});
  if (item < 0 || list.is_scalar) return pointer;
  const bool has_gaps = static_cast<size_t>(item) < list.positions.size();
  return Concat({pointer, "/", std::to_string(has_gaps ? list.positions[item] : item)});
}

}  // namespace

std::string EscapePointerToken(std::string_view token) {
  std::string escaped;
  escaped.reserve(token.size());
  for (const char c : token) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string StatementPointer(const Statement& statement) {
  if (statement.index < 0) return "/Statement";
  return Concat({"/Statement/", std::to_string(statement.index)});
}

std::string ActionPointer(const Statement& statement, int item) {
  return ItemPointer(statement, "Action", statement.actions, item);
}

std::string ResourcePointer(const Statement& statement, int item) {
  return ItemPointer(statement, "Resource", statement.resources, item);
}

std::string PrincipalPointer(const Statement& statement, const PrincipalEntry& entry) {
  const std::string_view element = statement.principals.is_negated ? "/NotPrincipal" : "/Principal";
  std::string pointer = Concat({StatementPointer(statement), element});
  if (entry.key_text.empty()) return pointer;
  pointer = Concat({pointer, "/", EscapePointerToken(entry.key_text)});
  return entry.index < 0 ? pointer : Concat({pointer, "/", std::to_string(entry.index)});
}

std::string ConditionPointer(const Statement& statement, const ConditionTest& test, int value) {
  std::string pointer =
      Concat({StatementPointer(statement), "/Condition/",
              EscapePointerToken(test.operator_name.text), "/", EscapePointerToken(test.key.text)});
  return value < 0 || test.is_scalar ? pointer : Concat({pointer, "/", std::to_string(value)});
}

}  // namespace iamsift
