#pragma once

// A list of texts that many rows have: copies share it, nobody changes it. An account has hundreds
// of thousands of findings and some hundred lists of actions and targets.

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

  SharedTexts() = default;
  SharedTexts(List texts)  // NOLINT(google-explicit-constructor): it is a list
      : texts_(texts.empty() ? nullptr : std::make_shared<const List>(std::move(texts))) {}
  SharedTexts(std::initializer_list<std::string> texts) : SharedTexts(List(texts)) {}

  operator const List&() const { return list(); }  // NOLINT(google-explicit-constructor)
  const List& list() const { return texts_ != nullptr ? *texts_ : Nothing(); }
  bool empty() const { return texts_ == nullptr; }
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

  std::shared_ptr<const List> texts_;  // null: empty
};

}  // namespace iamsift
