#pragma once

// The yardstick of all ratios: simdjson's On-Demand parser, its buffers warm, visiting every value
// of a document and unescaping every string. No reader of the same bytes can do less and know what
// they say.

#include <cstddef>
#include <memory>

#include "analyzer/base/source.h"

namespace iamsift {

class JsonWalk {
 public:
  JsonWalk();
  ~JsonWalk();

  // Returns a sum over all that was seen, so that nothing is left out. The text must be JSON.
  size_t VisitEveryValue(const SourceFile& source);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace iamsift
