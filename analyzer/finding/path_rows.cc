#include "analyzer/finding/path_rows.h"

#include <algorithm>

namespace iamsift {

Confidence ConfidenceOf(const PathRow& path) {
  const bool hangs_on_something =
      std::any_of(path.hops.begin(), path.hops.end(),
                  [](const PathHop& hop) { return hop.confidence == Confidence::kConditional; });
  return hangs_on_something ? Confidence::kConditional : Confidence::kCertain;
}

}  // namespace iamsift
