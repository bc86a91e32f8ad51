#pragma once

#include <string_view>

namespace iamsift {

// A path without `./` before it: `scan .` and `scan policy.json` mean the same file.
inline std::string_view PlainFileName(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  return path;
}

}  // namespace iamsift
