#pragma once

// What a file's path says that its content does not: many answers of AWS don't repeat the question,
// so the name under which an answer was kept is part of it.

#include <string>
#include <string_view>
#include <vector>

namespace iamsift {

struct PathKey {
  std::vector<std::string_view> folders;  // outermost first, archives taken for folders
  std::string stem;                       // without endings such as .json.gz, percent-decoded

  // The folder next to the file, "" when there is none.
  std::string_view folder() const { return folders.empty() ? std::string_view() : folders.back(); }
};

// path  as InputRow has it; the key's views point into it.
PathKey PathKeyOf(std::string_view path);

}  // namespace iamsift
