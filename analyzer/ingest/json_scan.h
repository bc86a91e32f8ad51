#pragma once

// A plain scanner of JSON text. It decides what an input is from its first keys, cuts streams of
// several JSON values apart, and says where and why a text is not JSON. The reading itself is
// simdjson's; this one is strict, and exact about the first fault.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iamsift {

struct TextFault {
  size_t offset = 0;
  std::string problem;  // "expected `,` or `}`, found `]`"
};

class JsonScanner {
 public:
  JsonScanner(std::string_view text, int max_depth) : text_(text), max_depth_(max_depth) {}

  size_t position() const { return at_; }
  bool AtEnd() const { return at_ >= text_.size(); }
  // The next byte, '\0' at the end.
  char Peek() const { return AtEnd() ? '\0' : text_[at_]; }

  void SkipBlanks();
  // Takes `wanted` when it comes next (no fault otherwise).
  bool Take(char wanted);

  // One value of any kind, however deep. False: there is a fault, and scanning is over.
  bool SkipValue();
  // One string; its text between the quotes, escapes as written.
  std::optional<std::string_view> TakeString();
  // Calls `visit` with each member's raw key while the scanner stands before its value. `visit`
  // takes the value or leaves it, and returns false to stop.
  template <typename Visit>
  bool ForEachMember(Visit visit);

  const std::optional<TextFault>& fault() const { return fault_; }
  // A fault at the next byte: "expected WANTED, found …".
  bool Expected(std::string_view wanted);

 private:
  enum class Next : uint8_t { kValue, kValueOrEnd, kKey, kKeyOrEnd, kAfterValue };

  bool Fail(size_t offset, std::string problem);
  bool Step(Next& next, std::vector<char>& open);
  bool Open(Next& next, std::vector<char>& open);
  bool Close(Next& next, std::vector<char>& open);
  bool SkipMemberKey();
  std::optional<std::string_view> TakeMemberKey();
  bool SkipScalar();
  bool SkipString();
  bool SkipNumber();
  bool SkipEscape();
  bool SkipDigits();
  bool SkipWord(std::string_view word);

  std::string_view text_;
  size_t at_ = 0;
  int max_depth_;
  std::optional<TextFault> fault_;
};

template <typename Visit>
bool JsonScanner::ForEachMember(Visit visit) {
  SkipBlanks();
  if (!Take('{')) return Expected("`{`");
  SkipBlanks();
  if (Take('}')) return true;
  while (true) {
    SkipBlanks();
    const std::optional<std::string_view> key = TakeMemberKey();
    if (!key) return false;
    const size_t value = at_;
    if (!visit(*key)) return !fault_;
    if (at_ == value && !SkipValue()) return false;
    SkipBlanks();
    if (Take('}')) return true;
    if (!Take(',')) return Expected("`,` or `}`");
  }
}

// The first fault of a text that should hold JSON values one after another; nullopt: it does.
std::optional<TextFault> FindTextFault(std::string_view text, int max_depth);

// The JSON values of a stream, each without blanks around it. Stops before a fault.
std::vector<std::string_view> SplitJsonValues(std::string_view text, int max_depth);

// Where bytes stop being UTF-8; nullopt: nowhere.
std::optional<size_t> FindInvalidUtf8(std::string_view text);

}  // namespace iamsift
