#include "analyzer/ingest/files/relaxed_json.h"

#include <algorithm>
#include <cstddef>

namespace iamsift {
namespace {

constexpr size_t kNowhere = std::string::npos;

void BlankOut(std::string& text, size_t begin, size_t end) {
  std::replace_if(
      text.begin() + static_cast<ptrdiff_t>(begin), text.begin() + static_cast<ptrdiff_t>(end),
      [](char c) { return c != '\n' && c != '\r'; }, ' ');
}

// Behind the closing quote of the string that opens at `at`.
size_t EndOfString(std::string_view text, size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

// Behind the comment at `at`; kNowhere when there is none, or none that ends.
size_t EndOfComment(std::string_view text, size_t at) {
  const std::string_view opening = text.substr(at, 2);
  if (opening == "//") return std::min(text.find('\n', at), text.size());
  if (opening != "/*") return kNowhere;
  const size_t closing = text.find("*/", at + 2);
  return closing == kNowhere ? kNowhere : closing + 2;
}

}  // namespace

std::string BlankOutRelaxedJson(std::string_view text) {
  std::string strict(text);
  size_t comma = kNowhere;  // the last one, with nothing but blanks behind it so far
  for (size_t at = 0; at < strict.size();) {
    const char c = strict[at];
    const size_t comment_end = c == '/' ? EndOfComment(strict, at) : kNowhere;
    if (comment_end != kNowhere) {
      BlankOut(strict, at, comment_end);
      at = comment_end;
      continue;
    }
    if ((c == '}' || c == ']') && comma != kNowhere) strict[comma] = ' ';
    const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!is_blank) comma = c == ',' ? at : kNowhere;
    at = c == '"' ? EndOfString(strict, at) : at + 1;
  }
  return strict;
}

}  // namespace iamsift
