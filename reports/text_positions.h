#pragma once

// Lines and columns for many offsets of one text. Counts are kept per block, not per line, so that
// an export of 50 MB costs little to index, and one written on a single line as little to search.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "analyzer/base/source.h"

namespace iamsift {

class TextPositions {
 public:
  explicit TextPositions(std::string_view text);

  // At most two blocks are read, wherever the line begins. Past the end: the end.
  Position PositionAt(size_t offset) const;

 private:
  // Everything before the block's first byte.
  struct Before {
    uint32_t newlines = 0;
    uint32_t code_points = 0;
    uint32_t line_start = 0;  // offset after the last newline
  };

  uint32_t CodePointsBefore(size_t offset) const;

  std::string_view text_;
  std::vector<Before> blocks_;
};

}  // namespace iamsift
