#pragma once

// One input's bytes and the places in them. Offsets travel through the program; lines and columns
// are counted only when a place is shown to somebody.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace iamsift {

// Bytes [begin, end) of one source. 32 bits: inputs over 4 GiB are refused when they are opened.
struct SourceSpan {
  uint32_t begin = 0;
  uint32_t end = 0;

  bool IsEmpty() const { return begin == end; }
  friend bool operator==(const SourceSpan&, const SourceSpan&) = default;
};

// Where a person looks: both from 1; the column counts code points, as SARIF's unicodeCodePoints.
struct Position {
  uint32_t line = 1;
  uint32_t column = 1;

  friend bool operator==(const Position&, const Position&) = default;
};

// A named run of UTF-8 bytes that stays in place, followed by at least kPadding readable bytes.
class SourceFile {
 public:
  static constexpr size_t kPadding = 64;

  // name   as it is shown to the user: a path as given, `-`, or `archive.zip!member`.
  // bytes  the text after decompression and transcoding; a byte order mark is not part of it.
  SourceFile(std::string name, std::string bytes);
  SourceFile(SourceFile&&) = default;
  SourceFile& operator=(SourceFile&&) = default;

  std::string_view name() const { return name_; }
  std::string_view text() const { return std::string_view(bytes_.data(), size_); }

  // Counts from the start of the text: O(offset). For many places use LineIndex.
  Position PositionAt(size_t offset) const;

 private:
  std::string name_;
  std::string bytes_;
  size_t size_ = 0;
};

// The starts of a text's lines, for turning many offsets into positions.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  Position PositionAt(size_t offset) const;  // O(log lines + length of the line)

 private:
  std::string_view text_;
  std::vector<uint32_t> line_starts_;
};

}  // namespace iamsift
