#pragma once

#include <algorithm>
#include <vector>

namespace iamsift {

// Sorts, and keeps each value once.
template <typename T>
void KeepEachOnce(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace iamsift
