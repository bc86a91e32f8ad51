#pragma once

// What rules work out about an account as a whole, kept from one question to the next. Rules stay
// pure functions: each value depends on the account and the catalog alone, and is made once because
// thousands of grants ask for it.

#include <any>
#include <map>
#include <typeindex>

namespace iamsift {

class RuleMemory {
 public:
  // What `make` gave the first time; one value a type, so give each its own struct.
  template <typename T, typename Make>
  T& Once(Make make) {
    std::any& value = values_[std::type_index(typeid(T))];
    if (!value.has_value()) value.emplace<T>(make());
    return *std::any_cast<T>(&value);
  }

 private:
  std::map<std::type_index, std::any> values_;  // a map's nodes stay where they are
};

}  // namespace iamsift
