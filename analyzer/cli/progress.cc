#include "analyzer/cli/progress.h"

namespace iamsift {

Progress::Progress(Console& console)
    : console_(console),
      is_on_(console.environment.err_is_terminal && !console.environment.is_quiet_place) {}

void Progress::Show(std::string_view what) {
  if (!is_on_) return;
  Clear();
  console_.err << "iamsift: " << what << "..." << std::flush;
  is_shown_ = true;
}

void Progress::Clear() {
  if (!is_shown_) return;
  console_.err << "\r\x1b[K" << std::flush;
  is_shown_ = false;
}

}  // namespace iamsift
