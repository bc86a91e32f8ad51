#pragma once

// JSON as a tree that keeps what a policy reader must see and most readers throw away: members in
// their written order, names that are given twice, and numbers as they are spelt.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iamsift::reference {

struct JsonMember;

struct Json {
  enum class Kind { kNull, kBool, kNumber, kString, kArray, kObject };

  bool IsString() const { return kind == Kind::kString; }
  bool IsArray() const { return kind == Kind::kArray; }
  bool IsObject() const { return kind == Kind::kObject; }
  bool IsScalar() const {
    return kind == Kind::kString || kind == Kind::kNumber || kind == Kind::kBool;
  }
  // The first member of that name; null when there is none.
  const Json* Find(std::string_view name) const;

  Kind kind = Kind::kNull;
  std::string text;  // a string's characters; the JSON text of a number or a bool
  std::vector<Json> items;
  std::vector<JsonMember> members;
};

struct JsonMember {
  std::string name;
  Json value;
};

// One JSON value and nothing behind it; none when `text` is no JSON or no UTF-8.
std::optional<Json> ParseJson(std::string_view text);

// Whether some object in the tree gives one name twice.
bool HasDuplicateNames(const Json& json);

}  // namespace iamsift::reference
