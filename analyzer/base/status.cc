#include "analyzer/base/status.h"

#include <string>

#include "analyzer/base/text.h"

namespace iamsift {

absl::Status InvalidInputAt(const SourceFile& file, size_t offset, std::string_view problem) {
  const Position at = file.PositionAt(offset);
  return absl::InvalidArgumentError(Concat(
      {file.name(), ":", std::to_string(at.line), ":", std::to_string(at.column), ": ", problem}));
}

absl::Status InvalidInput(std::string_view name, std::string_view problem) {
  return absl::InvalidArgumentError(Concat({name, ": ", problem}));
}

std::string MessageOf(const absl::Status& status) {
  return std::string(status.message().data(), status.message().size());
}

}  // namespace iamsift
