#pragma once

// Builds a file of layout.h: sections are appended to in any order, strings are kept once.

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/catalog/format/layout.h"

namespace iamsift {

class FrameWriter {
 public:
  explicit FrameWriter(uint32_t section_count);

  layout::StringId Intern(std::string_view text);

  template <typename T>
  void Append(uint32_t section, const T& value) {
    sections_[section].append(reinterpret_cast<const char*>(&value), sizeof(T));
  }
  void AppendBytes(uint32_t section, std::string_view bytes) { sections_[section].append(bytes); }
  size_t BytesOf(uint32_t section) const { return sections_[section].size(); }

  // The whole file. date: 2026-09-26; sha256: 64 hexadecimal digits.
  std::string Finish(const char* magic, std::string_view date, std::string_view sha256) const;

 private:
  std::vector<std::string> sections_;
  std::map<std::string, layout::StringId, std::less<>> strings_;
};

// Recomputes the checksum of a whole file, for tests that change one on purpose.
void SealFrame(std::string& file);

// Lists of u16 values kept once; list 0 is the empty one.
class ListWriter {
 public:
  // width: how many u16 make one value.
  ListWriter(FrameWriter& frame, uint32_t offsets_section, size_t width = 1);

  uint16_t Intern(const std::vector<uint16_t>& values);

 private:
  FrameWriter& frame_;
  uint32_t offsets_section_;
  size_t width_;
  std::map<std::vector<uint16_t>, uint16_t> lists_;
};

}  // namespace iamsift
