#pragma once

#include <string>

#include "analyzer/base/text.h"

namespace iamsift {

// The names that are shown of `count`: "a, b and 12 more".
template <typename Names>
std::string NamedOf(const Names& shown, size_t count) {
  std::string text = Join(shown, ", ");
  if (count > shown.size()) text += Concat({" and ", Thousands(count - shown.size()), " more"});
  return text;
}

}  // namespace iamsift
