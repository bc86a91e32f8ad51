#pragma once

// A place in an input that is no policy document: an entity, an attachment, a setting.

#include <cstdint>
#include <string_view>

#include "analyzer/base/source.h"

namespace iamsift {

inline constexpr int32_t kUnresolved = -1;

struct ElementPlace {
  uint32_t input = 0;  // index into the run's inputs
  SourceSpan span;
  std::string_view pointer;  // JSON pointer in that input (of its JSON value, if it has several)
};

}  // namespace iamsift
