#include "analyzer/cli/listing.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <istream>
#include <map>

#include "reports/utf8.h"

namespace iamsift {
namespace {

size_t CodePointsOf(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

using Row = std::vector<std::string>;

struct Column {
  size_t width = 0;
  bool is_numeric = true;  // every cell below the first row is a number
};

bool IsNumber(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789,") == std::string_view::npos;
}

std::vector<Column> ColumnsOf(const std::vector<Row>& rows) {
  std::vector<Column> columns;
  for (const Row& row : rows) {
    if (columns.size() < row.size()) columns.resize(row.size());
    for (size_t i = 0; i < row.size(); ++i) {
      columns[i].width = std::max(columns[i].width, CodePointsOf(Shown(row[i])));
      if (&row != &rows.front() && !IsNumber(row[i])) columns[i].is_numeric = false;
    }
  }
  return columns;
}

void AppendCell(const std::string& cell, const Column& column, std::string& line) {
  const size_t blanks = column.width - CodePointsOf(cell);
  if (column.is_numeric) line.append(blanks, ' ');
  line += cell;
  if (!column.is_numeric) line.append(blanks, ' ');
  line += "  ";
}

}  // namespace

void DeclareListingFormat(CLI::App& app, ListingFormat* format) {
  const std::map<std::string, ListingFormat> names{{"json", ListingFormat::kJson},
                                                   {"terminal", ListingFormat::kText},
                                                   {"text", ListingFormat::kText}};
  app.add_option("--format", *format, "text (default) or json")
      ->transform(CLI::CheckedTransformer(names).description(""))
      ->type_name("FORMAT");
}

std::string Shown(std::string_view text) { return VisibleText(text); }

std::string AlignColumns(const std::vector<Row>& rows) {
  const std::vector<Column> columns = ColumnsOf(rows);
  std::string text;
  for (const Row& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) AppendCell(Shown(row[i]), columns[i], line);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line;
    text += '\n';
  }
  return text;
}

std::vector<std::string> WithStandardInput(const std::vector<std::string>& arguments,
                                           std::istream& input) {
  std::vector<std::string> words;
  for (const std::string& argument : arguments) {
    if (argument != "-") {
      words.push_back(argument);
      continue;
    }
    for (std::string word; input >> word;) words.push_back(word);
  }
  return words;
}

}  // namespace iamsift
