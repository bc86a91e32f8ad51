#include "analyzer/ingest/json_scan.h"

#include <cstring>
#include <utility>

#include "analyzer/base/text.h"
#include "analyzer/policy/json_fault.h"

namespace iamsift {
namespace {

bool IsHexDigit(char c) {
  return IsAsciiDigit(c) || (AsciiLower(c) >= 'a' && AsciiLower(c) <= 'f');
}

// How a message names the byte that stands where something else was expected.
std::string NameOf(std::string_view text, size_t at) {
  if (at >= text.size()) return "the end of the input";
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte > 0x20 && byte < 0x7F) return Concat({"`", text.substr(at, 1), "`"});
  if (byte >= 0x80) return "a character outside ASCII";
  return byte == '\n' ? "the end of the line" : "a control character";
}

}  // namespace

void JsonScanner::SkipBlanks() {
  while (at_ < text_.size() && IsJsonBlank(text_[at_])) ++at_;
}

bool JsonScanner::Take(char wanted) {
  if (AtEnd() || text_[at_] != wanted) return false;
  ++at_;
  return true;
}

bool JsonScanner::Fail(size_t offset, std::string problem) {
  if (!fault_) fault_ = TextFault{.offset = offset, .problem = std::move(problem)};
  return false;
}

bool JsonScanner::Expected(std::string_view wanted) {
  const bool is_comment = Peek() == '/' || Peek() == '#';
  return Fail(at_, Concat({"expected ", wanted, ", found ",
                           is_comment ? std::string("a comment, which only .jsonc files or "
                                                    "`--relaxed` allow")
                                      : NameOf(text_, at_)}));
}

bool JsonScanner::SkipValue() {
  std::vector<char> open;
  Next next = Next::kValue;
  do {
    SkipBlanks();
    if (!Step(next, open)) return false;
  } while (!open.empty());
  return true;
}

bool JsonScanner::Step(Next& next, std::vector<char>& open) {
  const bool may_end = next == Next::kValueOrEnd || next == Next::kKeyOrEnd;
  if (may_end && (Peek() == ']' || Peek() == '}')) return Close(next, open);
  if (next == Next::kAfterValue) {
    if (!Take(',')) return Close(next, open);
    next = open.back() == '{' ? Next::kKey : Next::kValue;
    return true;
  }
  if (next == Next::kKey || next == Next::kKeyOrEnd) {
    next = Next::kValue;
    return SkipMemberKey();
  }
  if (Peek() == '{' || Peek() == '[') return Open(next, open);
  next = Next::kAfterValue;
  return SkipScalar();
}

bool JsonScanner::Open(Next& next, std::vector<char>& open) {
  if (open.size() >= static_cast<size_t>(max_depth_)) {
    return Fail(at_, Concat({"nested deeper than ", std::to_string(max_depth_), " levels"}));
  }
  open.push_back(text_[at_++]);
  next = open.back() == '{' ? Next::kKeyOrEnd : Next::kValueOrEnd;
  return true;
}

bool JsonScanner::Close(Next& next, std::vector<char>& open) {
  const char wanted = open.back() == '{' ? '}' : ']';
  if (!Take(wanted)) return Expected(wanted == '}' ? "`,` or `}`" : "`,` or `]`");
  open.pop_back();
  next = Next::kAfterValue;
  return true;
}

bool JsonScanner::SkipMemberKey() { return TakeMemberKey().has_value(); }

std::optional<std::string_view> JsonScanner::TakeMemberKey() {
  if (Peek() != '"') Expected("a member name in double quotes");
  const std::optional<std::string_view> key = TakeString();
  if (!key) return std::nullopt;
  SkipBlanks();
  if (!Take(':')) {
    Expected("`:`");
    return std::nullopt;
  }
  SkipBlanks();
  return key;
}

bool JsonScanner::SkipScalar() {
  const char c = Peek();
  if (c == '"') return SkipString();
  if (c == '-' || IsAsciiDigit(c)) return SkipNumber();
  if (c == 't') return SkipWord("true");
  if (c == 'f') return SkipWord("false");
  if (c == 'n') return SkipWord("null");
  return Expected("a JSON value");
}

bool JsonScanner::SkipWord(std::string_view word) {
  if (text_.substr(at_, word.size()) != word) return Expected("a JSON value");
  at_ += word.size();
  return true;
}

bool JsonScanner::SkipDigits() {
  if (!IsAsciiDigit(Peek())) return Expected("a digit");
  while (IsAsciiDigit(Peek())) ++at_;
  return true;
}

bool JsonScanner::SkipNumber() {
  Take('-');
  const size_t first = at_;
  if (!SkipDigits()) return false;
  if (text_[first] == '0' && at_ > first + 1) {
    return Fail(first, "expected a number without leading zeros");
  }
  if (Take('.') && !SkipDigits()) return false;
  if (AsciiLower(Peek()) != 'e') return true;
  ++at_;
  if (!Take('+')) Take('-');
  return SkipDigits();
}

bool JsonScanner::SkipString() {
  const size_t quote = at_++;
  while (true) {
    while (!AtEnd() && static_cast<unsigned char>(text_[at_]) >= 0x20 && text_[at_] != '"' &&
           text_[at_] != '\\') {
      ++at_;
    }
    if (AtEnd()) return Fail(quote, "expected a closing `\"` for this string");
    if (Take('"')) return true;
    if (text_[at_] != '\\') {
      return Fail(at_, "expected no bare control character or line break inside a string");
    }
    if (!SkipEscape()) return false;
  }
}

bool JsonScanner::SkipEscape() {
  const size_t backslash = at_++;
  const char letter = Peek();
  if (letter == '\0' || std::strchr("\"\\/bfnrtu", letter) == nullptr) {
    return Fail(backslash, "expected an escape that JSON knows");
  }
  ++at_;
  if (letter != 'u') return true;
  for (int i = 0; i < 4; ++i, ++at_) {
    if (!IsHexDigit(Peek())) return Fail(backslash, "expected four hexadecimal digits after `\\u`");
  }
  return true;
}

std::optional<std::string_view> JsonScanner::TakeString() {
  if (Peek() != '"') return std::nullopt;
  const size_t quote = at_;
  if (!SkipString()) return std::nullopt;
  return text_.substr(quote + 1, at_ - quote - 2);
}

std::optional<TextFault> FindTextFault(std::string_view text, int max_depth) {
  if (const std::optional<size_t> at = FindInvalidUtf8(text)) {
    return TextFault{.offset = *at, .problem = "expected UTF-8, found a byte that cannot be"};
  }
  JsonScanner scanner(text, max_depth);
  do {
    if (!scanner.SkipValue()) return scanner.fault();
    scanner.SkipBlanks();
  } while (!scanner.AtEnd());
  return std::nullopt;
}

std::vector<std::string_view> SplitJsonValues(std::string_view text, int max_depth) {
  std::vector<std::string_view> values;
  JsonScanner scanner(text, max_depth);
  for (scanner.SkipBlanks(); !scanner.AtEnd(); scanner.SkipBlanks()) {
    const size_t begin = scanner.position();
    if (!scanner.SkipValue()) return values;
    values.push_back(text.substr(begin, scanner.position() - begin));
  }
  return values;
}

std::optional<size_t> FindInvalidUtf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t length = Utf8CharacterLength(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

}  // namespace iamsift
