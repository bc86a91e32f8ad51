#pragma once

// A set of actions: one bit for each that the catalog lists, and what it says of those that the
// catalog doesn't list, so that `*`, `s3:Get*` and NotAction stay exact for next year's actions.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/catalog/catalog.h"
#include "analyzer/match/unlisted_actions.h"

namespace iamsift {

class ActionSet {
 public:
  ActionSet() = default;
  explicit ActionSet(const Catalog& catalog) : words_(catalog.WordCount()) {}
  static ActionSet FromMask(std::span<const uint64_t> mask);

  void Insert(ActionId action) { words_[action.value / 64] |= BitOf(action); }
  void Insert(ActionRange range);
  void Remove(ActionId action) { words_[action.value / 64] &= ~BitOf(action); }
  bool Contains(ActionId action) const { return (words_[action.value / 64] & BitOf(action)) != 0; }

  // Listed actions only.
  size_t Count() const;
  bool IsEmpty() const;
  bool Intersects(const ActionSet& other) const;
  bool Intersects(std::span<const uint64_t> mask) const;
  bool ContainsAll(const ActionSet& other) const;  // listed actions
  std::vector<ActionId> Actions() const;           // in catalog order
  ActionSet Listed() const;                        // a copy that says nothing of unlisted actions

  template <typename Visit>
  void ForEach(Visit visit) const {
    for (size_t word = 0; word < words_.size(); ++word) {
      for (uint64_t bits = words_[word]; bits != 0; bits &= bits - 1) {
        visit(ActionId{
            static_cast<uint16_t>(word * 64 + static_cast<size_t>(__builtin_ctzll(bits)))});
      }
    }
  }

  // Both parts: listed and unlisted. Exact.
  ActionSet& operator|=(const ActionSet& other);
  ActionSet& operator&=(const ActionSet& other);
  ActionSet& operator-=(const ActionSet& other);
  void Complement(const Catalog& catalog);  // NotAction
  friend bool operator==(const ActionSet&, const ActionSet&) = default;

  std::span<const uint64_t> words() const { return words_; }
  const UnlistedActions& unlisted() const { return unlisted_; }
  UnlistedActions& mutable_unlisted() { return unlisted_; }

 private:
  static uint64_t BitOf(ActionId action) { return uint64_t{1} << (action.value % 64); }

  std::vector<uint64_t> words_;
  UnlistedActions unlisted_;
};

// What one written pattern matches. Case is ignored; `*` is any run, `?` one character; stars
// alone, and `*:*`, are every action. Source: IAM User Guide, "IAM JSON policy elements: Action".
struct ActionPattern {
  std::string_view text;            // as written
  std::vector<ActionRange> ranges;  // sorted, disjoint, not adjacent
  bool has_wildcard = false;
  bool is_everything = false;  // `*`, `**`, `*:*`
  bool is_malformed = false;   // no colon, two colons, white space: matches nothing real

  size_t Count() const;
  bool Contains(ActionId action) const;
};

ActionPattern CompileActionPattern(const Catalog& catalog, std::string_view text);
void InsertPattern(ActionSet& set, const ActionPattern& pattern);

}  // namespace iamsift
