#include "tests/reference/random_source.h"

namespace iamsift::reference {

uint64_t RandomSource::Next() {
  state_ += 0x9E3779B97F4A7C15U;
  uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

std::string Quoted(std::string_view text) {
  std::string quoted;
  quoted.reserve(text.size() + 2);
  quoted += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string ObjectOf(const Fields& fields) {
  std::string object = "{";
  for (const auto& [name, value] : fields) {
    if (object.size() > 1) object += ',';
    object += Quoted(name) + ":" + value;
  }
  return object + "}";
}

std::string ArrayOf(const std::vector<std::string>& items) {
  std::string array = "[";
  for (const std::string& item : items) {
    if (array.size() > 1) array += ',';
    array += item;
  }
  return array + "]";
}

std::string OneOrMany(const std::vector<std::string>& items, RandomSource& random) {
  return items.size() == 1 && random.Chance(50) ? items[0] : ArrayOf(items);
}

std::string WithAccount(std::string_view text, std::string_view account) {
  std::string whole;
  for (const char c : text) {
    if (c == '@') {
      whole += account;
    } else {
      whole += c;
    }
  }
  return whole;
}

std::string WithOtherCase(std::string_view text, RandomSource& random) {
  std::string other(text);
  for (char& c : other) {
    const bool is_lower = c >= 'a' && c <= 'z';
    const bool is_upper = c >= 'A' && c <= 'Z';
    if ((is_lower || is_upper) && random.Chance(40)) c = static_cast<char>(c ^ 0x20);
  }
  return other;
}

}  // namespace iamsift::reference
