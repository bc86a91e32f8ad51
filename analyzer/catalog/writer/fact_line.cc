#include "analyzer/catalog/writer/fact_line.h"

#include <algorithm>

#include "analyzer/base/text.h"

namespace iamsift {

std::optional<std::vector<std::string_view>> FactLines::Next() {
  while (!rest_.empty()) {
    const size_t end = std::min(rest_.find('\n'), rest_.size());
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    if (line.starts_with('#')) continue;
    std::vector<std::string_view> fields = Split(line, '\t');
    for (std::string_view& field : fields) {
      if (field == "-") field = field.substr(0, 0);
    }
    return fields;
  }
  return std::nullopt;
}

std::vector<std::string_view> ListItems(std::string_view field, char separator) {
  if (field.empty()) return {};
  return Split(field, separator);
}

}  // namespace iamsift
