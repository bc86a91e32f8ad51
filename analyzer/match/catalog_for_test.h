#pragma once

// The embedded catalog and short ways to name what is in it, for tests.

#include <string_view>

#include "analyzer/catalog/catalog.h"
#include "analyzer/match/action_set.h"

namespace iamsift {

inline const Catalog& TestCatalog() {
  static const Catalog catalog = Catalog::Embedded();
  return catalog;
}

inline ActionId ActionNamed(std::string_view name) {
  return TestCatalog().FindAction(name).value();
}

inline ActionSet SetOf(std::initializer_list<std::string_view> patterns) {
  ActionSet set(TestCatalog());
  for (const std::string_view pattern : patterns) {
    InsertPattern(set, CompileActionPattern(TestCatalog(), pattern));
  }
  return set;
}

}  // namespace iamsift
