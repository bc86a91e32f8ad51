#pragma once

// A sound file that tells of something else than its reader looks for. That is an error for a file
// that was given by name, and not for one that lay in a folder.

#include <cstdint>

#include "absl/status/status.h"

namespace iamsift {

struct UnfitFile {
  uint32_t input = 0;  // index into the run's inputs
  absl::Status status;
};

}  // namespace iamsift
