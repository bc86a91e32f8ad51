#include "analyzer/cli/read_source.h"

#include <fstream>
#include <iterator>
#include <utility>

#include "analyzer/base/status.h"

namespace iamsift {

absl::StatusOr<SourceFile> ReadSource(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file.is_open() || file.bad()) return InvalidInput(path, "cannot be read");
  return SourceFile(path, std::move(bytes));
}

}  // namespace iamsift
