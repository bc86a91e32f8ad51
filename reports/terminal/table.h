#pragma once

// Aligned columns for a terminal. Cells are made visible; the last column gives way when the page
// is too narrow.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reports/terminal/page.h"

namespace iamsift {

enum class Align : uint8_t { kLeft, kRight };

struct Column {
  std::string_view heading;
  Align align = Align::kLeft;
};

class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  struct Cell {
    std::string text;
    Ink ink = Ink::kPlain;
  };

  // One cell a column.
  void Add(std::vector<Cell> row);
  bool IsEmpty() const { return rows_.empty(); }

  // Headings (none if all are empty), then the rows.
  void Print(size_t indent, Page& page) const;

 private:
  std::vector<size_t> Widths(size_t room) const;
  void PrintRow(const std::vector<Cell>& row, const std::vector<size_t>& widths, size_t indent,
                Page& page) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace iamsift
