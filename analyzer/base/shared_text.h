#pragma once

// A text that many rows have, and that somebody keeps for all of them, as SharedTexts is for lists.
// Moved, it goes on naming the kept text; a copy has a text of its own, so that only moves hang on
// the keeper. A row pays for one pointer.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace iamsift {

class SharedText {
 public:
  // `kept` outlives it and what is moved from it.
  static SharedText In(const std::string& kept) {
    SharedText text;
    if (!kept.empty()) text.at_ = reinterpret_cast<uintptr_t>(&kept);
    return text;
  }

  SharedText() = default;
  SharedText(std::string text)  // NOLINT(google-explicit-constructor): it is a text
      : at_(text.empty() ? 0 : reinterpret_cast<uintptr_t>(new std::string(std::move(text))) | 1) {}
  SharedText(std::string_view text)  // NOLINT(google-explicit-constructor): as well
      : SharedText(std::string(text)) {}
  SharedText(const char* text)  // NOLINT(google-explicit-constructor): a literal, too
      : SharedText(std::string(text)) {}
  SharedText(const SharedText& other) : SharedText(other.str()) {}
  SharedText(SharedText&& other) noexcept : at_(std::exchange(other.at_, 0)) {}
  SharedText& operator=(SharedText other) noexcept {
    std::swap(at_, other.at_);
    return *this;
  }
  ~SharedText() {
    if (IsOwn()) delete Pointer();
  }

  const std::string& str() const { return at_ == 0 ? Nothing() : *Pointer(); }
  // NOLINTNEXTLINE(google-explicit-constructor): readers take it for the text that it is
  operator std::string_view() const { return str(); }
  bool empty() const { return at_ == 0; }
  size_t size() const { return str().size(); }

  friend bool operator==(const SharedText& a, const SharedText& b) { return a.str() == b.str(); }
  friend bool operator==(const SharedText& a, std::string_view b) { return a.str() == b; }
  friend bool operator==(const SharedText& a, const std::string& b) { return a.str() == b; }
  friend bool operator==(const SharedText& a, const char* b) { return a.str() == b; }
  friend auto operator<=>(const SharedText& a, const SharedText& b) { return a.str() <=> b.str(); }
  friend std::ostream& operator<<(std::ostream& out, const SharedText& text) {
    return out << text.str();
  }

 private:
  // Strings lie at even addresses: the last bit tells those that are to be deleted.
  bool IsOwn() const { return (at_ & 1) != 0; }
  const std::string* Pointer() const {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): it came from such a pointer
    return reinterpret_cast<const std::string*>(at_ & ~uintptr_t{1});
  }
  static const std::string& Nothing() {
    static const std::string& nothing = *new std::string();
    return nothing;
  }

  uintptr_t at_ = 0;  // 0: empty
};

}  // namespace iamsift
