#pragma once

// Seeded choices that come out alike on every platform: std::mt19937_64 is specified to the bit,
// the distributions of the standard library are not, so none of them is used.

#include <cstddef>
#include <random>

namespace iamsift {

using Dice = std::mt19937_64;

// 0 to count - 1; the bias of the remainder is far below anything a corpus could notice.
inline size_t Below(Dice& dice, size_t count) { return static_cast<size_t>(dice() % count); }

inline size_t Between(Dice& dice, size_t least, size_t most) {
  return least + Below(dice, most - least + 1);
}

inline bool Chance(Dice& dice, size_t percent) { return Below(dice, 100) < percent; }

template <typename Range>
const auto& Pick(Dice& dice, const Range& range) {
  return range[Below(dice, range.size())];
}

// One entry of a table whose entries have a `weight`, in proportion to the weights.
template <typename Range>
const auto& PickWeighted(Dice& dice, const Range& range) {
  size_t total = 0;
  for (const auto& entry : range) total += entry.weight;
  size_t left = Below(dice, total);
  size_t index = 0;
  while (left >= range[index].weight) left -= range[index++].weight;
  return range[index];
}

}  // namespace iamsift
