#pragma once

// The lines that differ between two texts, by their longest common subsequence.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "reports/terminal/page.h"

namespace iamsift {

enum class LineChange : uint8_t { kKept, kRemoved, kAdded };

struct DiffLine {
  LineChange change = LineChange::kKept;
  std::string_view text;

  friend bool operator==(const DiffLine&, const DiffLine&) = default;
};

// Every line of both, removed before added; the views are into the arguments. Texts that are very
// long where they differ are given as removed whole and added whole.
std::vector<DiffLine> DiffLines(std::string_view before, std::string_view after);

// As a unified diff with three lines of context, at most `max_lines` of it, and how many more
// there are. Nothing when the texts are equal.
void PrintDiff(std::string_view before, std::string_view after, size_t max_lines, Page& page);

}  // namespace iamsift
