#include "rules/lint/catalog/retired_services.h"

#include <vector>

#include "analyzer/base/text.h"
#include "rules/facts.h"

namespace iamsift {
namespace {

bool BeginsWithCell(std::string_view line, std::string_view cell, char separator) {
  return line.size() > cell.size() && line[cell.size()] == separator &&
         StartsWithIgnoreCase(line, cell);
}

RetiredService ReadRow(std::string_view line) {
  const std::vector<std::string_view> cells = Split(line, '\t');
  return {.prefix = cells[0],
          .name = cells[1],
          .fate = cells[2] == "closed" ? ServiceFate::kClosed : ServiceFate::kEnded,
          .since = cells[3] == "-" ? std::string_view() : cells[3]};
}

}  // namespace

std::optional<RetiredService> FindRetiredService(std::string_view prefix) {
  std::string_view rest = EmbeddedRetiredServices();
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    if (BeginsWithCell(line, prefix, '\t')) return ReadRow(line);
    rest.remove_prefix(line.size() < rest.size() ? line.size() + 1 : line.size());
  }
  return std::nullopt;
}

bool IsWithdrawnPrefix(const Catalog& catalog, std::string_view prefix) {
  if (catalog.FindService(prefix)) return false;
  for (size_t row = 0; row < catalog.RowCount(FactTable::kRetiredActions); ++row) {
    if (BeginsWithCell(catalog.FieldAt(FactTable::kRetiredActions, row, 0), prefix, ':')) {
      return true;
    }
  }
  return false;
}

}  // namespace iamsift
