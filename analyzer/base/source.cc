#include "analyzer/base/source.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace iamsift {
namespace {

bool IsContinuationByte(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

uint32_t CodePointsIn(std::string_view text) {
  return static_cast<uint32_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !IsContinuationByte(c); }));
}

}  // namespace

SourceFile::SourceFile(std::string name, std::string bytes)
    : name_(std::move(name)), bytes_(std::move(bytes)), size_(bytes_.size()) {
  bytes_.append(kPadding, '\0');
}

Position SourceFile::PositionAt(size_t offset) const {
  const std::string_view before = text().substr(0, std::min(offset, size_));
  const size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
  return {.line = 1 + static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n')),
          .column = 1 + CodePointsIn(before.substr(line_start))};
}

LineIndex::LineIndex(std::string_view text) : text_(text), line_starts_{0} {
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  for (const char* at = begin; at != end;) {
    const void* newline = std::memchr(at, '\n', static_cast<size_t>(end - at));
    if (newline == nullptr) break;
    at = static_cast<const char*>(newline) + 1;
    line_starts_.push_back(static_cast<uint32_t>(at - begin));
  }
}

Position LineIndex::PositionAt(size_t offset) const {
  const auto clamped = static_cast<uint32_t>(std::min(offset, text_.size()));
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), clamped);
  const uint32_t line_start = *(after - 1);
  return {.line = static_cast<uint32_t>(after - line_starts_.begin()),
          .column = 1 + CodePointsIn(text_.substr(line_start, clamped - line_start))};
}

}  // namespace iamsift
