#include "reports/terminal/table.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "analyzer/base/check.h"
#include "reports/terminal/layout.h"
#include "reports/utf8.h"

namespace iamsift {
namespace {

constexpr size_t kGap = 2;
constexpr size_t kLeastLastColumn = 12;

}  // namespace

void Table::Add(std::vector<Cell> row) {
  IAMSIFT_CHECK(row.size() == columns_.size());
  for (Cell& cell : row) cell.text = VisibleText(cell.text);
  rows_.push_back(std::move(row));
}

std::vector<size_t> Table::Widths(size_t room) const {
  std::vector<size_t> widths;
  for (size_t i = 0; i < columns_.size(); ++i) {
    size_t width = DisplayWidth(columns_[i].heading);
    for (const std::vector<Cell>& row : rows_) width = std::max(width, DisplayWidth(row[i].text));
    widths.push_back(width);
  }
  const size_t total = std::accumulate(widths.begin(), widths.end(), kGap * (widths.size() - 1));
  if (total > room) {
    const size_t others = total - widths.back();
    const size_t left = room > others ? room - others : 0;
    widths.back() = std::max(left, std::min(widths.back(), kLeastLastColumn));
  }
  return widths;
}

void Table::PrintRow(const std::vector<Cell>& row, const std::vector<size_t>& widths, size_t indent,
                     Page& page) const {
  std::string line(indent, ' ');
  for (size_t i = 0; i < row.size(); ++i) {
    const std::string text = Truncated(row[i].text, widths[i]);
    const std::string blanks(widths[i] - DisplayWidth(text), ' ');
    const bool is_last = i + 1 == row.size();
    if (columns_[i].align == Align::kRight) line += blanks;
    line += page.Painted({text, row[i].ink});
    if (columns_[i].align == Align::kLeft && !is_last) line += blanks;
    if (!is_last) line.append(kGap, ' ');
  }
  line.erase(line.find_last_not_of(' ') + 1);
  page.Append(line + '\n');
}

void Table::Print(size_t indent, Page& page) const {
  const std::vector<size_t> widths = Widths(page.width() - std::min(indent, page.width()));
  std::vector<Cell> headings;
  for (const Column& column : columns_)
    headings.push_back({std::string(column.heading), Ink::kDim});
  const bool has_headings = std::any_of(columns_.begin(), columns_.end(), [](const Column& column) {
    return !column.heading.empty();
  });
  if (has_headings) PrintRow(headings, widths, indent, page);
  for (const std::vector<Cell>& row : rows_) PrintRow(row, widths, indent, page);
}

}  // namespace iamsift
