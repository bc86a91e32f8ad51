#pragma once

// A list of texts that many rows have, and that somebody keeps for all of them: an account has
// hundreds of thousands of findings and some hundred lists of actions and targets. Moved, it goes
// on naming the kept list; a copy has a list of its own, so that only moves hang on the keeper.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/shared_text.h"

namespace iamsift {

class SharedTexts {
 public:
  using List = std::vector<SharedText>;

  // `kept` outlives it and what is moved from it.
  static SharedTexts In(const List& kept) {
    SharedTexts texts;
    if (!kept.empty()) texts.at_ = reinterpret_cast<uintptr_t>(&kept);
    return texts;
  }

  SharedTexts() = default;
  SharedTexts(const std::vector<std::string>& texts)  // NOLINT(google-explicit-constructor): a list
      : SharedTexts(List(texts.begin(), texts.end())) {}
  SharedTexts(std::initializer_list<std::string_view> texts)
      : SharedTexts(List(texts.begin(), texts.end())) {}
  SharedTexts(const SharedTexts& other) : SharedTexts(List(other.list())) {}
  SharedTexts(SharedTexts&& other) noexcept : at_(std::exchange(other.at_, 0)) {}
  SharedTexts& operator=(SharedTexts other) noexcept {
    std::swap(at_, other.at_);
    return *this;
  }
  ~SharedTexts() {
    if (IsOwn()) delete &list();
  }

  const List& list() const {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): it came from such a pointer
    return at_ == 0 ? Nothing() : *reinterpret_cast<const List*>(at_ & ~uintptr_t{1});
  }
  bool empty() const { return at_ == 0; }
  size_t size() const { return list().size(); }
  const SharedText& operator[](size_t i) const { return list()[i]; }
  const SharedText& front() const { return list().front(); }
  const SharedText& back() const { return list().back(); }
  auto begin() const { return list().begin(); }
  auto end() const { return list().end(); }
  bool Contains(std::string_view text) const { return std::find(begin(), end(), text) != end(); }
  std::vector<std::string> Strings() const { return {begin(), end()}; }

 private:
  explicit SharedTexts(List own)
      : at_(own.empty() ? 0 : reinterpret_cast<uintptr_t>(new List(std::move(own))) | 1) {}

  static const List& Nothing() {
    static const List& nothing = *new List();
    return nothing;
  }
  // Lists lie at even addresses: the last bit tells those that are to be deleted.
  bool IsOwn() const { return (at_ & 1) != 0; }

  uintptr_t at_ = 0;  // 0: empty
};

}  // namespace iamsift
