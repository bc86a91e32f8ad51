#pragma once

// The lines of one tab-separated fact file. A field that is `-` reads as empty, yet still points at
// its place in the file.

#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/base/source.h"

namespace iamsift {

class FactLines {
 public:
  explicit FactLines(const SourceFile& file) : rest_(file.text()) {}

  // The fields of the next line that is no comment, or nullopt at the end.
  std::optional<std::vector<std::string_view>> Next();

 private:
  std::string_view rest_;
};

// "a,b" is two items; an empty field is none.
std::vector<std::string_view> ListItems(std::string_view field, char separator);

}  // namespace iamsift
