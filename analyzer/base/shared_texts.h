#pragma once

// A list of texts that many rows have, and that somebody keeps for all of them: an account has
// hundreds of thousands of findings and some hundred lists of actions and targets. Moved, it goes
// on naming the kept list; a copy has a list of its own, so that only moves hang on the keeper.

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/kept_or_own.h"
#include "analyzer/base/shared_text.h"

namespace iamsift {

class SharedTexts {
 public:
  using List = std::vector<SharedText>;

  // `kept` outlives it and what is moved from it.
  static SharedTexts In(const List& kept) {
    SharedTexts texts;
    if (!kept.empty()) texts.at_ = KeptOrOwn<List>::Kept(&kept);
    return texts;
  }

  SharedTexts() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): rules set a finding's lists from lists of strings
  SharedTexts(const std::vector<std::string>& texts)
      : SharedTexts(List(texts.begin(), texts.end())) {}
  SharedTexts(std::initializer_list<std::string_view> texts)
      : SharedTexts(List(texts.begin(), texts.end())) {}
  SharedTexts(const SharedTexts& other) : SharedTexts(List(other.list())) {}
  SharedTexts(SharedTexts&& other) noexcept = default;
  SharedTexts& operator=(SharedTexts other) noexcept {
    at_ = std::move(other.at_);
    return *this;
  }
  ~SharedTexts() = default;

  const List& list() const { return empty() ? Nothing() : *at_.get(); }
  bool empty() const { return at_.IsNull(); }
  size_t size() const { return list().size(); }
  const SharedText& operator[](size_t i) const { return list()[i]; }
  const SharedText& front() const { return list().front(); }
  const SharedText& back() const { return list().back(); }
  auto begin() const { return list().begin(); }
  auto end() const { return list().end(); }
  bool Contains(std::string_view text) const { return std::find(begin(), end(), text) != end(); }
  std::vector<std::string> Strings() const { return {begin(), end()}; }

 private:
  explicit SharedTexts(List own) {
    if (!own.empty()) at_ = KeptOrOwn<List>::Own(new List(std::move(own)));
  }

  static const List& Nothing() {
    static const List& nothing = *new List();
    return nothing;
  }

  KeptOrOwn<List> at_;  // null: empty
};

}  // namespace iamsift
