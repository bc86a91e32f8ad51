#pragma once

// Condition keys of a request written by hand, for tests.

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/match/key_state.h"

namespace iamsift {

// Complete but for what is set otherwise: every other key is absent.
class WrittenKeys : public RequestKeys {
 public:
  using Knowledge = KeyState::Knowledge;

  WrittenKeys& One(std::string_view key, std::string_view value) {
    return Set(key, Knowledge::kKnown, false, {value});
  }
  WrittenKeys& Several(std::string_view key, std::vector<std::string_view> values) {
    return Set(key, Knowledge::kKnown, true, std::move(values));
  }
  WrittenKeys& Present(std::string_view key) { return Set(key, Knowledge::kPresent, false, {}); }
  WrittenKeys& Unknown(std::string_view key) { return Set(key, Knowledge::kUnknown, true, {}); }
  WrittenKeys& Prefix(std::string_view key, std::string_view prefix) {
    return Set(key, Knowledge::kPrefix, false, {prefix});
  }

  KeyState Find(std::string_view key) const override {
    const auto found = keys_.find(key);
    if (found == keys_.end()) return {.knowledge = Knowledge::kAbsent};
    return {found->second.knowledge, found->second.is_list, found->second.values};
  }

 private:
  struct Entry {
    Knowledge knowledge;
    bool is_list;
    std::vector<std::string_view> values;
  };
  WrittenKeys& Set(std::string_view key, Knowledge knowledge, bool is_list,
                   std::vector<std::string_view> values) {
    keys_.insert_or_assign(std::string(key), Entry{knowledge, is_list, std::move(values)});
    return *this;
  }

  std::map<std::string, Entry, std::less<>> keys_;
};

}  // namespace iamsift
