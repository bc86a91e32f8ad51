#include "analyzer/policy/json_fault.h"

#include <cstdint>
#include <utility>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

int HexDigit(char c) {
  if (IsAsciiDigit(c)) return c - '0';
  const char lower = AsciiLower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

size_t DigitsAt(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && IsAsciiDigit(text[end])) ++end;
  return end - at;
}

// Reads from left to right; every function returns false once a fault is noted.
class JsonChecker {
 public:
  explicit JsonChecker(std::string_view json) : json_(json) {}

  std::optional<JsonFault> Check() {
    if (Value(0)) {
      SkipBlanks();
      if (!AtEnd()) Fail("the document ended before this");
    }
    return std::move(fault_);
  }

 private:
  bool AtEnd() const { return at_ == json_.size(); }
  char Peek() const { return AtEnd() ? '\0' : json_[at_]; }
  bool Sees(char c) const { return !AtEnd() && json_[at_] == c; }
  void SkipBlanks() {
    while (!AtEnd() && IsJsonBlank(json_[at_])) ++at_;
  }

  bool Fail(std::string_view problem) {
    fault_ = JsonFault{at_, std::string(problem)};
    return false;
  }

  bool Value(int depth) {
    SkipBlanks();
    switch (Peek()) {
      case '{':
        return Object(depth + 1);
      case '[':
        return Array(depth + 1);
      case '"':
        return String();
      case 't':
        return Word("true");
      case 'f':
        return Word("false");
      case 'n':
        return Word("null");
      default:
        return Number();
    }
  }

  bool TooDeep(int depth) {
    if (depth <= kMaxJsonDepth) return false;
    Fail(Concat({"nested deeper than ", std::to_string(kMaxJsonDepth), " levels"}));
    return true;
  }

  bool Object(int depth) {
    if (TooDeep(depth)) return false;
    ++at_;
    SkipBlanks();
    if (Sees('}')) return Skip(1);
    while (Member(depth)) {
      SkipBlanks();
      if (Sees('}')) return Skip(1);
      if (!Comma('}')) return false;
    }
    return false;
  }

  bool Member(int depth) {
    SkipBlanks();
    if (!Sees('"')) return Fail(NameExpected());
    if (!String()) return false;
    SkipBlanks();
    if (!Sees(':')) return Fail("a colon is missing after the name");
    ++at_;
    return Value(depth);
  }

  bool Array(int depth) {
    if (TooDeep(depth)) return false;
    ++at_;
    SkipBlanks();
    if (Sees(']')) return Skip(1);
    while (Value(depth)) {
      SkipBlanks();
      if (Sees(']')) return Skip(1);
      if (!Comma(']')) return false;
    }
    return false;
  }

  // Passes the comma between two items and stands at the next one.
  bool Comma(char closing) {
    if (AtEnd()) return Fail(Concat({"the text ends before `", std::string(1, closing), "`"}));
    if (!Sees(',')) return Fail(IsComment() ? "a comment is no JSON" : "a comma is missing");
    const size_t comma = at_++;
    SkipBlanks();
    if (!Sees(closing)) return true;
    at_ = comma;
    return Fail(Concat({"a comma before `", std::string(1, closing), "`"}));
  }

  std::string_view NameExpected() const {
    if (AtEnd()) return "the text ends before `}`";
    if (IsComment()) return "a comment is no JSON";
    return "a name in double quotes was expected";
  }

  bool IsComment() const { return json_.substr(at_, 2) == "//" || json_.substr(at_, 2) == "/*"; }

  bool Skip(size_t bytes) {
    at_ += bytes;
    return true;
  }

  bool Word(std::string_view word) {
    return json_.substr(at_).starts_with(word) ? Skip(word.size()) : Fail("a value was expected");
  }

  bool Number() {
    const size_t length = JsonNumberLength(json_.substr(at_));
    if (length > 0) return Skip(length);
    if (AtEnd()) return Fail("the text ends where a value was expected");
    if (IsComment()) return Fail("a comment is no JSON");
    return Fail(Sees('\'') ? "strings take double quotes" : "a value was expected");
  }

  bool String() {
    const size_t opening = at_++;
    while (!Sees('"')) {
      if (AtEnd()) {
        at_ = opening;
        return Fail("the string is not closed");
      }
      if (!Character()) return false;
    }
    return Skip(1);
  }

  bool Character() {
    const unsigned char c = static_cast<unsigned char>(json_[at_]);
    if (c == '\\') return Escape();
    if (c < 0x20) return Fail("a control character or line break inside a string");
    const size_t length = Utf8CharacterLength(json_.substr(at_));
    return length > 0 ? Skip(length) : Fail("not UTF-8");
  }

  bool Escape() {
    const char kind = at_ + 1 < json_.size() ? json_[at_ + 1] : '\0';
    if (kind == 'u') return UnicodeEscape();
    if (kind != '\0' && std::string_view("\"\\/bfnrt").find(kind) != std::string_view::npos) {
      return Skip(2);
    }
    return Fail("no such escape in JSON");
  }

  bool UnicodeEscape() {
    const int first = UnitAt(at_);
    if (first < 0) return Fail("`\\u` takes four hexadecimal digits");
    if (first < 0xD800 || first > 0xDFFF) return Skip(6);
    const int second = first < 0xDC00 ? UnitAt(at_ + 6) : -1;
    if (second < 0xDC00 || second > 0xDFFF) return Fail("half of a surrogate pair");
    return Skip(12);
  }

  // The value of \uXXXX at this place, -1 if something else stands there.
  int UnitAt(size_t place) const {
    if (place + 6 > json_.size() || json_[place] != '\\' || json_[place + 1] != 'u') return -1;
    int unit = 0;
    for (size_t digit = place + 2; digit < place + 6; ++digit) {
      const int value = HexDigit(json_[digit]);
      if (value < 0) return -1;
      unit = unit * 16 + value;
    }
    return unit;
  }

  std::string_view json_;
  size_t at_ = 0;
  std::optional<JsonFault> fault_;
};

}  // namespace

size_t JsonNumberLength(std::string_view text) {
  size_t at = text.starts_with('-') ? 1 : 0;
  const size_t whole = DigitsAt(text, at);
  if (whole == 0 || (whole > 1 && text[at] == '0')) return 0;
  at += whole;
  if (at < text.size() && text[at] == '.') {
    const size_t fraction = DigitsAt(text, at + 1);
    if (fraction == 0) return 0;
    at += 1 + fraction;
  }
  if (at < text.size() && AsciiLower(text[at]) == 'e') {
    size_t power = at + 1;
    if (power < text.size() && (text[power] == '+' || text[power] == '-')) ++power;
    const size_t digits = DigitsAt(text, power);
    if (digits == 0) return 0;
    at = power + digits;
  }
  return at;
}

size_t Utf8CharacterLength(std::string_view text) {
  const auto byte = [text](size_t at) { return static_cast<unsigned char>(text[at]); };
  if (text.empty()) return 0;
  if (byte(0) < 0x80) return 1;
  const size_t length = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
  if (byte(0) < 0xC2 || byte(0) > 0xF4 || text.size() < length) return 0;
  uint32_t character = byte(0) & (0x7Fu >> length);
  for (size_t at = 1; at < length; ++at) {
    if ((byte(at) & 0xC0) != 0x80) return 0;
    character = character << 6 | (byte(at) & 0x3Fu);
  }
  constexpr uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};  // by length: none is overlong
  const bool is_surrogate = character >= 0xD800 && character <= 0xDFFF;
  return character < kSmallest[length] || character > 0x10FFFF || is_surrogate ? 0 : length;
}

std::optional<JsonFault> FindJsonFault(std::string_view json) { return JsonChecker(json).Check(); }

}  // namespace iamsift
