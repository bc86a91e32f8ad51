#include "analyzer/policy/nearest_name.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

constexpr int kNoMatch = 100;

bool DiffersByPlural(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  return a.size() == b.size() + 1 && AsciiLower(a.back()) == 's' && StartsWithIgnoreCase(a, b);
}

// 0 equal without case, 1 plural, then slips.
int DistanceOf(std::string_view written, std::string_view name) {
  if (EqualsIgnoreCase(written, name)) return 0;
  if (DiffersByPlural(written, name)) return 1;
  const int limit = name.size() <= 5 ? 1 : 2;
  const int slips = SlipsBetween(written, name, limit);
  return slips <= limit ? 1 + slips : kNoMatch;
}

}  // namespace

int SlipsBetween(std::string_view a, std::string_view b, int limit) {
  const int rows = static_cast<int>(a.size());
  const int columns = static_cast<int>(b.size());
  if (std::abs(rows - columns) > limit) return limit + 1;
  // Three rows of the table of prefixes: swapped neighbours look two rows back.
  std::vector<int> before(columns + 1), above(columns + 1), current(columns + 1);
  for (int column = 0; column <= columns; ++column) above[column] = column;
  for (int row = 1; row <= rows; ++row) {
    current[0] = row;
    for (int column = 1; column <= columns; ++column) {
      const char left = AsciiLower(a[row - 1]);
      const char right = AsciiLower(b[column - 1]);
      int slips = above[column - 1] + (left == right ? 0 : 1);
      slips = std::min({slips, above[column] + 1, current[column - 1] + 1});
      const bool is_swap = row > 1 && column > 1 && left == AsciiLower(b[column - 2]) &&
                           right == AsciiLower(a[row - 2]);
      current[column] = is_swap ? std::min(slips, before[column - 2] + 1) : slips;
    }
    std::swap(before, above);
    std::swap(above, current);
  }
  return std::min(above[columns], limit + 1);
}

std::string_view NearestName(std::string_view written, std::span<const std::string_view> names) {
  std::string_view nearest;
  int least = kNoMatch;
  for (const std::string_view name : names) {
    const int distance = DistanceOf(written, name);
    if (distance >= least) continue;
    least = distance;
    nearest = name;
  }
  return nearest;
}

}  // namespace iamsift
