#pragma once

// What a yes hangs on beside the caller's will, by the names that findings use: "mfa",
// "context:aws:sourceip", "document". An account has hundreds of thousands of answers and a few
// hundred such lists: copies share one.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/copy_on_write.h"

namespace iamsift {

// No one resource was found on which it surely holds.
inline constexpr std::string_view kNeedsResource = "resource";

class Needs {
 public:
  using List = std::vector<std::string>;

  const List& list() const { return *list_; }
  bool empty() const { return list().empty(); }
  size_t size() const { return list().size(); }
  auto begin() const { return list().begin(); }
  auto end() const { return list().end(); }

  void Add(std::string_view need) {
    const auto at = std::lower_bound(begin(), end(), need);
    if (at != end() && *at == need) return;
    const auto place = at - begin();
    List& own = list_.Own();
    own.insert(own.begin() + place, std::string(need));
  }
  // Both lists hold at once.
  void Add(const Needs& more) {
    if (empty()) {
      *this = more;
    } else if (!list_.SharesWith(more.list_)) {
      for (const std::string& need : more) Add(need);
    }
  }
  void Remove(std::string_view need) {
    if (std::find(begin(), end(), need) != end()) std::erase(list_.Own(), need);
  }

  friend bool operator==(const Needs& a, const Needs& b) {
    return a.list_.SharesWith(b.list_) || a.list() == b.list();
  }
  template <typename H>
  friend H AbslHashValue(H h, const Needs& needs) {
    return H::combine(std::move(h), needs.list());
  }

 private:
  CopyOnWrite<List> list_;  // sorted, each once
};

}  // namespace iamsift
