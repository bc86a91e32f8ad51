#pragma once

// What one document alone grants, in numbers: for the before and after of a suggestion.

#include "analyzer/eval/effective.h"

namespace iamsift {

struct PolicyMeasure {
  ActionSet actions;  // live on something
  int breadth = 0;    // 0..100
};

// The document by itself, its own Denies included.
// reach  of the catalog; what it remembers serves every document.
PolicyMeasure MeasurePolicy(const CompiledAccount& compiled, DocumentId document,
                            ReachCache& reach);

}  // namespace iamsift
