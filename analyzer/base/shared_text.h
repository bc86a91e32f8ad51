#pragma once

// A text that many rows have, and that an arena keeps for all of them, as SharedTexts is for lists.
// Moved, it goes on naming the kept text; a copy has a text of its own, so that only moves hang on
// the arena. A row pays for one pointer.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/base/arena.h"
#include "analyzer/base/check.h"
#include "analyzer/base/kept_or_own.h"

namespace iamsift {

class SharedText {
 public:
  // A copy in the arena, which outlives it and what is moved from it.
  static SharedText In(std::string_view text, Arena& arena) {
    SharedText kept;
    if (text.empty()) return kept;
    char* place = arena.Allocate(BytesFor(text) + 1);
    place += reinterpret_cast<uintptr_t>(place) & 1;  // to an even address
    kept.at_ = Bytes::Kept(Write(text, place));
    return kept;
  }

  SharedText() = default;
  // NOLINTBEGIN(google-explicit-constructor): rules set a finding's texts from what they have, a
  // view, a string or a literal, as they would set a std::string.
  SharedText(std::string_view text) {
    if (!text.empty()) at_ = Bytes::Own(Write(text, new char[BytesFor(text)]));
  }
  SharedText(const std::string& text) : SharedText(std::string_view(text)) {}
  SharedText(const char* text) : SharedText(std::string_view(text)) {}
  // NOLINTEND(google-explicit-constructor)
  SharedText(const SharedText& other) : SharedText(other.view()) {}
  SharedText(SharedText&& other) noexcept = default;
  SharedText& operator=(SharedText other) noexcept {
    at_ = std::move(other.at_);
    return *this;
  }
  ~SharedText() = default;

  // One more name of a text that an arena keeps.
  SharedText Again() const {
    IAMSIFT_CHECK(!at_.IsOwn());
    SharedText same;
    same.at_ = Bytes::Kept(at_.get());
    return same;
  }

  std::string_view view() const {
    if (empty()) return "";  // not null: who copies letters may copy none
    uint32_t size = 0;
    std::memcpy(&size, at_.get(), sizeof(size));
    return {at_.get() + sizeof(size), size};
  }
  std::string str() const { return std::string(view()); }
  // NOLINTNEXTLINE(google-explicit-constructor): readers take it for the text that it is
  operator std::string_view() const { return view(); }
  bool empty() const { return at_.IsNull(); }
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
  static const char* Write(std::string_view text, char* place) {
    IAMSIFT_CHECK(text.size() <= UINT32_MAX);
    const auto size = static_cast<uint32_t>(text.size());
    std::memcpy(place, &size, sizeof(size));
    std::memcpy(place + sizeof(size), text.data(), text.size());
    return place;
  }

  using Bytes = KeptOrOwn<char, std::default_delete<const char[]>>;
  Bytes at_;  // null: empty
};

}  // namespace iamsift
