#pragma once

// The condition keys of one request: those that were given, over those that follow from who calls
// whom, over what to think of all others.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/eval/decide/formula.h"
#include "analyzer/match/key_state.h"

namespace iamsift {

class RequestContext : public RequestKeys {
 public:
  // What a key is that nobody gave: absent when the context is complete, else unknown.
  enum class Completeness : uint8_t { kClosed, kOpen };

  // below  asked for keys that this context doesn't have; may be null; must outlive it.
  explicit RequestContext(Completeness completeness) : completeness_(completeness) {}

  // key: lower case. Views must outlive the context. A later setting of a key wins.
  void SetText(std::string_view key, std::string_view value);
  void SetList(std::string_view key, std::vector<std::string_view> values);
  void SetAbsent(std::string_view key);
  void SetPresent(std::string_view key);  // with a value that is not known
  void SetPrefix(std::string_view key, std::string_view prefix);
  void SetUnknown(std::string_view key);
  // All keys that begin so and are not set one by one are absent.
  void SetAbsentBelow(std::string_view key_prefix);

  // Asked for keys that this context doesn't have; must outlive it.
  void SetBelow(const RequestKeys* below) { below_ = below; }

  KeyState Find(std::string_view key) const override;

 private:
  struct Entry {
    std::string_view key;
    KeyState::Knowledge knowledge;
    bool is_list = false;
    std::string_view text;                // a single value, the usual case
    std::vector<std::string_view> texts;  // of a list
  };

  Entry& Slot(std::string_view key);

  Completeness completeness_;
  const RequestKeys* below_ = nullptr;
  std::vector<Entry> entries_;  // few: a search through them beats a table
  std::vector<std::string_view> absent_prefixes_;
};

// Who decides the value of a key that is not known.
// Source: IAM User Guide, "AWS global condition context keys".
KeyController ControllerOf(std::string_view key);  // lower case

}  // namespace iamsift
