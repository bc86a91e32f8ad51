#include "reports/text_positions.h"

#include <algorithm>

namespace iamsift {
namespace {

constexpr size_t kBlockBytes = 256;
constexpr size_t kRun = 128;  // what a byte can count, and a multiple of every vector's length

template <typename Predicate>
uint32_t CountIf(const char* text, size_t size, Predicate predicate) {
  uint32_t total = 0;
  for (; size >= kRun; size -= kRun, text += kRun) {
    uint8_t count = 0;
    for (size_t i = 0; i < kRun; ++i) count = static_cast<uint8_t>(count + predicate(text[i]));
    total += count;
  }
  for (size_t i = 0; i < size; ++i) total += predicate(text[i]);
  return total;
}

uint32_t NewlinesIn(std::string_view text) {
  return CountIf(text.data(), text.size(), [](char c) { return static_cast<uint8_t>(c == '\n'); });
}

// Continuation bytes are those from 0x80 to 0xBF: as signed characters, those below -64.
uint32_t CodePointsIn(std::string_view text) {
  return CountIf(text.data(), text.size(),
                 [](char c) { return static_cast<uint8_t>(static_cast<signed char>(c) >= -64); });
}

}  // namespace

TextPositions::TextPositions(std::string_view text) : text_(text) {
  blocks_.reserve(text.size() / kBlockBytes + 1);
  Before before;
  for (size_t start = 0; start <= text.size(); start += kBlockBytes) {
    blocks_.push_back(before);
    const std::string_view block = text.substr(start, kBlockBytes);
    before.newlines += NewlinesIn(block);
    before.code_points += CodePointsIn(block);
    if (const size_t newline = block.rfind('\n'); newline != std::string_view::npos) {
      before.line_start = static_cast<uint32_t>(start + newline + 1);
    }
  }
}

uint32_t TextPositions::CodePointsBefore(size_t offset) const {
  const size_t block = offset / kBlockBytes;
  const size_t start = block * kBlockBytes;
  return blocks_[block].code_points + CodePointsIn(text_.substr(start, offset - start));
}

Position TextPositions::PositionAt(size_t offset) const {
  offset = std::min(offset, text_.size());
  const Before& before = blocks_[offset / kBlockBytes];
  const size_t start = offset / kBlockBytes * kBlockBytes;
  const std::string_view block = text_.substr(start, offset - start);
  const size_t newline = block.rfind('\n');
  const size_t line_start =
      newline == std::string_view::npos ? before.line_start : start + newline + 1;
  return {.line = 1 + before.newlines + NewlinesIn(block),
          .column = 1 + CodePointsBefore(offset) - CodePointsBefore(line_start)};
}

}  // namespace iamsift
