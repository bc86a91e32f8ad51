#pragma once

// A list of texts that many rows have, and that somebody keeps for all of them: an account has
// hundreds of thousands of findings and some hundred lists of actions and targets. Moved, it goes
// on naming the kept list; a copy has texts of its own, so that only moves hang on the keeper.

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace iamsift {

class SharedTexts {
 public:
  using List = std::vector<std::string>;

  // `kept` outlives it and what is moved from it.
  static SharedTexts In(const List& kept) {
    SharedTexts texts;
    if (!kept.empty()) texts.list_ = &kept;
    return texts;
  }

  SharedTexts() = default;
  SharedTexts(List texts)  // NOLINT(google-explicit-constructor): it is a list
      : own_(texts.empty() ? nullptr : std::make_unique<const List>(std::move(texts))),
        list_(own_.get()) {}
  SharedTexts(std::initializer_list<std::string> texts) : SharedTexts(List(texts)) {}
  SharedTexts(const SharedTexts& other) : SharedTexts(other.list()) {}
  SharedTexts(SharedTexts&& other) noexcept
      : own_(std::move(other.own_)), list_(std::exchange(other.list_, nullptr)) {}
  SharedTexts& operator=(SharedTexts other) noexcept {
    own_ = std::move(other.own_);
    list_ = std::exchange(other.list_, nullptr);
    return *this;
  }
  ~SharedTexts() = default;

  // NOLINTNEXTLINE(google-explicit-constructor): readers take it for the list that it was
  operator const List&() const { return list(); }
  const List& list() const { return list_ != nullptr ? *list_ : Nothing(); }
  bool empty() const { return list_ == nullptr; }
  size_t size() const { return list().size(); }
  const std::string& operator[](size_t i) const { return list()[i]; }
  const std::string& front() const { return list().front(); }
  auto begin() const { return list().begin(); }
  auto end() const { return list().end(); }

 private:
  static const List& Nothing() {
    static const List& nothing = *new List();
    return nothing;
  }

  std::unique_ptr<const List> own_;  // null: kept by others
  const List* list_ = nullptr;       // null: empty
};

}  // namespace iamsift
