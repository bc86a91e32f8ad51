#pragma once

// `--format text|json` of the verbs that answer a question, and what several of them print.

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}  // namespace CLI

namespace iamsift {

enum class ListingFormat { kText, kJson };

// Adds the option; `terminal` is taken as `text`.
void DeclareListingFormat(CLI::App& app, ListingFormat* format);

// Rows in columns as wide as their widest cell, two blanks apart, without trailing blanks; numbers
// under a heading stand to the right. Cells are shown as by `Shown`. Widths count code points.
std::string AlignColumns(const std::vector<std::vector<std::string>>& rows);

// `text` as it may be shown on a terminal, as in reports: what would steer it or not be seen
// becomes \xNN or \uNNNN.
std::string Shown(std::string_view text);

// The arguments, with `-` replaced by the words of `input`, which blanks and newlines separate.
std::vector<std::string> WithStandardInput(const std::vector<std::string>& arguments,
                                           std::istream& input);

}  // namespace iamsift
