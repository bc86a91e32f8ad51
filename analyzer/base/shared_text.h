#pragma once

// A text that many rows have, and that an arena keeps for all of them, as SharedTexts is for lists.
// Moved, it goes on naming the kept text; a copy has a text of its own, so that only moves hang on
// the arena. A row pays for one pointer.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/base/arena.h"
#include "analyzer/base/check.h"

namespace iamsift {

class SharedText {
 public:
  // A copy in the arena, which outlives it and what is moved from it.
  static SharedText In(std::string_view text, Arena& arena) {
    SharedText kept;
    if (text.empty()) return kept;
    char* place = arena.Allocate(BytesFor(text) + 1);
    place += reinterpret_cast<uintptr_t>(place) & 1;  // to an even address
    kept.at_ = Write(text, place);
    return kept;
  }

  SharedText() = default;
  SharedText(std::string_view text)  // NOLINT(google-explicit-constructor): it is a text
      : at_(text.empty() ? 0 : Write(text, new char[BytesFor(text)]) | 1) {}
  SharedText(const std::string& text)  // NOLINT(google-explicit-constructor): as well
      : SharedText(std::string_view(text)) {}
  SharedText(const char* text)  // NOLINT(google-explicit-constructor): a literal, too
      : SharedText(std::string_view(text)) {}
  SharedText(const SharedText& other) : SharedText(other.view()) {}
  SharedText(SharedText&& other) noexcept : at_(std::exchange(other.at_, 0)) {}
  SharedText& operator=(SharedText other) noexcept {
    std::swap(at_, other.at_);
    return *this;
  }
  ~SharedText() {
    if (IsOwn()) delete[] Bytes();
  }

  // One more name of a text that an arena keeps.
  SharedText Again() const {
    IAMSIFT_CHECK(!IsOwn());
    SharedText same;
    same.at_ = at_;
    return same;
  }

  std::string_view view() const {
    if (at_ == 0) return "";  // not null: who copies letters may copy none
    uint32_t size = 0;
    std::memcpy(&size, Bytes(), sizeof(size));
    return {Bytes() + sizeof(size), size};
  }
  std::string str() const { return std::string(view()); }
  // NOLINTNEXTLINE(google-explicit-constructor): readers take it for the text that it is
  operator std::string_view() const { return view(); }
  bool empty() const { return at_ == 0; }
  size_t size() const { return view().size(); }

  friend bool operator==(const SharedText& a, const SharedText& b) { return a.view() == b.view(); }
  friend bool operator==(const SharedText& a, std::string_view b) { return a.view() == b; }
  friend bool operator==(const SharedText& a, const std::string& b) { return a.view() == b; }
  friend bool operator==(const SharedText& a, const char* b) { return a.view() == b; }
  friend auto operator<=>(const SharedText& a, const SharedText& b) {
    return a.view() <=> b.view();
  }
  friend std::ostream& operator<<(std::ostream& out, const SharedText& text) {
    return out << text.view();
  }

 private:
  // The size in front, then the letters.
  static size_t BytesFor(std::string_view text) { return sizeof(uint32_t) + text.size(); }
  static uintptr_t Write(std::string_view text, char* place) {
    IAMSIFT_CHECK(text.size() <= UINT32_MAX);
    const auto size = static_cast<uint32_t>(text.size());
    std::memcpy(place, &size, sizeof(size));
    std::memcpy(place + sizeof(size), text.data(), text.size());
    return reinterpret_cast<uintptr_t>(place);
  }
  // Texts lie at even addresses: the last bit tells those that are to be deleted.
  bool IsOwn() const { return (at_ & 1) != 0; }
  const char* Bytes() const {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): it came from such a pointer
    return reinterpret_cast<const char*>(at_ & ~uintptr_t{1});
  }

  uintptr_t at_ = 0;  // 0: empty
};

}  // namespace iamsift
