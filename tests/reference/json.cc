#include "tests/reference/json.h"

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

namespace iamsift::reference {
namespace {

// Hangs every value that the parser tells of below the innermost open array or object.
class TreeBuilder {
 public:
  // NOLINTBEGIN(readability-identifier-naming): the parser calls these names.
  bool null() { return Add(Json::Kind::kNull, ""); }
  bool boolean(bool value) { return Add(Json::Kind::kBool, value ? "true" : "false"); }
  bool number_integer(int64_t value) { return Add(Json::Kind::kNumber, std::to_string(value)); }
  bool number_unsigned(uint64_t value) { return Add(Json::Kind::kNumber, std::to_string(value)); }
  bool number_float(double, const std::string& text) { return Add(Json::Kind::kNumber, text); }
  bool string(std::string& text) { return Add(Json::Kind::kString, std::move(text)); }
  bool binary(std::vector<uint8_t>&) { return false; }
  bool start_object(size_t) { return Open(Json::Kind::kObject); }
  bool start_array(size_t) { return Open(Json::Kind::kArray); }
  bool end_object() { return Close(); }
  bool end_array() { return Close(); }
  bool key(std::string& name) {
    open_.back()->members.push_back({std::move(name), Json{}});
    return true;
  }
  bool parse_error(size_t, const std::string&, const nlohmann::json::exception&) { return false; }
  // NOLINTEND(readability-identifier-naming)

  Json Take() { return std::move(root_); }

 private:
  Json* Place() {
    if (open_.empty()) return &root_;
    if (open_.back()->IsObject()) return &open_.back()->members.back().value;
    open_.back()->items.emplace_back();
    return &open_.back()->items.back();
  }

  bool Add(Json::Kind kind, std::string text) {
    Json* const place = Place();
    place->kind = kind;
    place->text = std::move(text);
    return true;
  }

  bool Open(Json::Kind kind) {
    Json* const place = Place();
    place->kind = kind;
    open_.push_back(place);
    return true;
  }

  bool Close() {
    open_.pop_back();
    return true;
  }

  Json root_;
  // Every open value is the last child of the one before, so no push can move it.
  std::vector<Json*> open_;
};

}  // namespace

const Json* Json::Find(std::string_view name) const {
  for (const JsonMember& member : members) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

std::optional<Json> ParseJson(std::string_view text) {
  TreeBuilder builder;
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return std::nullopt;
  return builder.Take();
}

bool HasDuplicateNames(const Json& json) {
  for (size_t i = 0; i < json.members.size(); ++i) {
    for (size_t k = 0; k < i; ++k) {
      if (json.members[i].name == json.members[k].name) return true;
    }
    if (HasDuplicateNames(json.members[i].value)) return true;
  }
  for (const Json& item : json.items) {
    if (HasDuplicateNames(item)) return true;
  }
  return false;
}

}  // namespace iamsift::reference
