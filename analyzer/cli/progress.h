#pragma once

// One line on the terminal that says what is going on, gone when it is done. Nothing where nobody
// looks: no terminal, CI, TERM=dumb, --quiet.

#include <string_view>

#include "analyzer/cli/console.h"

namespace iamsift {

class Progress {
 public:
  explicit Progress(Console& console);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { Clear(); }

  void Show(std::string_view what);
  void Clear();

 private:
  Console& console_;
  bool is_on_;
  bool is_shown_ = false;
};

}  // namespace iamsift
