#include "tests/solver/smt_text.h"

#include <cstddef>

namespace iamsift::solver {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

void AppendEscape(char32_t c, std::string& out) {
  std::string digits;
  for (char32_t rest = c; rest != 0 || digits.empty(); rest /= 16) {
    digits.insert(digits.begin(), kHex[rest % 16]);
  }
  out += "\\u{" + digits + "}";
}

// `\u{1f}` or `\u001f` at the start of the text; none when there is no such thing. Takes it away.
std::optional<char32_t> TakeEscape(std::string_view& text) {
  if (!text.starts_with("\\u")) return std::nullopt;
  const bool has_braces = text.starts_with("\\u{");
  const size_t end = has_braces ? text.find('}') : 6;
  if (end == std::string_view::npos || end > text.size()) return std::nullopt;
  char32_t c = 0;
  for (size_t i = has_braces ? 3 : 2; i < end; ++i) {
    const char lower = text[i] >= 'A' && text[i] <= 'F' ? static_cast<char>(text[i] + 32) : text[i];
    const size_t digit = kHex.find(lower);
    if (digit == std::string_view::npos) return std::nullopt;
    c = c * 16 + static_cast<char32_t>(digit);
  }
  text.remove_prefix(has_braces ? end + 1 : end);
  return c;
}

// The end of the expression that starts at `place`, a word, a literal or a list.
size_t EndOfExpression(std::string_view text, size_t place) {
  int depth = 0;
  bool in_string = false;
  for (size_t i = place; i < text.size(); ++i) {
    if (text[i] == '"') in_string = !in_string;
    if (in_string) continue;
    const bool is_blank = text[i] == ' ' || text[i] == '\n';
    if (depth == 0 && i > place && (is_blank || text[i] == ')')) return i;
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && --depth == 0) return i + 1;
  }
  return text.size();
}

size_t SkipBlanks(std::string_view text, size_t place) {
  while (place < text.size() && (text[place] == ' ' || text[place] == '\n')) ++place;
  return place;
}

std::string Joined(std::string_view name, std::string_view neutral, std::string_view winner,
                   const std::vector<std::string>& terms) {
  std::vector<std::string> left;
  for (const std::string& term : terms) {
    if (term == winner) return std::string(winner);
    if (term != neutral) left.push_back(term);
  }
  if (left.empty()) return std::string(neutral);
  return left.size() == 1 ? left[0] : Apply(name, left);
}

}  // namespace

std::string SmtString(std::u32string_view text) {
  std::string literal = "\"";
  for (const char32_t c : text) {
    if (c == U'"') {
      literal += "\"\"";
    } else if (c >= U' ' && c <= U'~' && c != U'\\') {
      literal += static_cast<char>(c);
    } else {
      AppendEscape(c, literal);
    }
  }
  return literal + "\"";
}

std::optional<std::u32string> ReadSmtString(std::string_view literal) {
  if (literal.size() < 2 || literal.front() != '"' || literal.back() != '"') return std::nullopt;
  literal = literal.substr(1, literal.size() - 2);
  std::u32string text;
  while (!literal.empty()) {
    if (const std::optional<char32_t> escaped = TakeEscape(literal)) {
      text += *escaped;
      continue;
    }
    const bool is_quote = literal.starts_with("\"\"");
    text += static_cast<unsigned char>(literal.front());
    literal.remove_prefix(is_quote ? 2 : 1);
  }
  return text;
}

std::string And(const std::vector<std::string>& terms) {
  return Joined("and", "true", "false", terms);
}

std::string Or(const std::vector<std::string>& terms) {
  return Joined("or", "false", "true", terms);
}

std::string Not(std::string_view term) {
  if (term == "true") return "false";
  if (term == "false") return "true";
  return Apply("not", {std::string(term)});
}

std::string BoolOf(bool value) { return value ? "true" : "false"; }

std::string Apply(std::string_view name, const std::vector<std::string>& arguments) {
  std::string term = "(" + std::string(name);
  for (const std::string& argument : arguments) {
    term += ' ';
    term += argument;
  }
  return term + ")";
}

std::optional<std::vector<std::string>> ReadValues(std::string_view answer) {
  std::vector<std::string> values;
  size_t place = SkipBlanks(answer, 0);
  if (place >= answer.size() || answer[place] != '(') return std::nullopt;
  for (place = SkipBlanks(answer, place + 1); place < answer.size() && answer[place] == '(';
       place = SkipBlanks(answer, place)) {
    const size_t end = EndOfExpression(answer, place);
    const size_t name_end = EndOfExpression(answer, place + 1);
    const size_t value = SkipBlanks(answer, name_end);
    if (value >= end) return std::nullopt;
    values.emplace_back(answer.substr(value, EndOfExpression(answer, value) - value));
    place = end;
  }
  return values;
}

}  // namespace iamsift::solver
