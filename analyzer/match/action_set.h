#pragma once

// A set of actions: one bit for each that the catalog lists, and what it says of those that the
// catalog doesn't list, so that `*`, `s3:Get*` and NotAction stay exact for next year's actions.
//
// Only words with a bit in them are kept, in order: an account has tens of thousands of sets,
// nearly all of a service or two, and each costs what it holds. Copies share it until one changes.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/copy_on_write.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/match/unlisted_actions.h"

namespace iamsift {

class ActionSet {
 public:
  ActionSet() = default;
  explicit ActionSet(const Catalog&) {}
  static ActionSet FromMask(std::span<const uint64_t> mask);

  void Insert(ActionId action);
  void Insert(ActionRange range);
  void Remove(ActionId action);
  bool Contains(ActionId action) const;

  // Listed actions only.
  size_t Count() const;
  size_t CountIn(std::span<const uint64_t> mask) const;
  size_t CountIn(ActionRange range) const;
  bool IsEmpty() const { return words().empty(); }
  bool Intersects(const ActionSet& other) const;
  bool Intersects(std::span<const uint64_t> mask) const;
  bool ContainsAll(const ActionSet& other) const;  // listed actions
  std::vector<ActionId> Actions() const;           // in catalog order
  ActionSet Listed() const;                        // a copy that says nothing of unlisted actions

  template <typename Visit>
  void ForEach(Visit visit) const {
    for (const Word& word : words()) {
      for (uint64_t bits = word.bits; bits != 0; bits &= bits - 1) {
        visit(ActionId{
            static_cast<uint16_t>(word.index * 64 + static_cast<uint32_t>(__builtin_ctzll(bits)))});
      }
    }
  }

  // The first `most` of them.
  template <typename Visit>
  void ForEachOf(size_t most, Visit visit) const {
    const Words& words = this->words();
    for (auto word = words.begin(); word != words.end() && most > 0; ++word) {
      for (uint64_t bits = word->bits; bits != 0 && most > 0; bits &= bits - 1, --most) {
        visit(ActionId{static_cast<uint16_t>(word->index * 64 +
                                             static_cast<uint32_t>(__builtin_ctzll(bits)))});
      }
    }
  }

  // Both parts: listed and unlisted. Exact.
  ActionSet& operator|=(const ActionSet& other);
  ActionSet& operator&=(const ActionSet& other);
  ActionSet& operator-=(const ActionSet& other);
  void Complement(const Catalog& catalog);  // NotAction
  friend bool operator==(const ActionSet& a, const ActionSet& b) {
    return (a.words_.SharesWith(b.words_) || a.words() == b.words()) &&
           (a.unlisted_.SharesWith(b.unlisted_) || a.unlisted() == b.unlisted());
  }

  // Of the listed actions alone.
  template <typename H>
  friend H AbslHashValue(H h, const ActionSet& set) {
    for (const Word& word : set.words()) h = H::combine(std::move(h), word.index, word.bits);
    return H::combine(std::move(h), set.words().size());
  }

  // Masks speak of listed actions alone: of the others nothing is left, or all stays.
  ActionSet& operator&=(std::span<const uint64_t> mask);
  ActionSet& operator-=(std::span<const uint64_t> mask);

  // Gives back the memory that growing left over.
  void Compact();

  const UnlistedActions& unlisted() const { return *unlisted_; }
  UnlistedActions& mutable_unlisted() { return unlisted_.Own(); }

 private:
  // 64 actions from 64 * index on; `bits` is never 0.
  struct Word {
    uint32_t index = 0;
    uint64_t bits = 0;
    friend bool operator==(const Word&, const Word&) = default;
  };
  using Words = std::vector<Word>;

  const Words& words() const { return *words_; }
  static uint64_t BitOf(ActionId action) { return uint64_t{1} << (action.value % 64); }
  // The word with this index, or where it would stand.
  static size_t PlaceOf(const Words& words, uint32_t index);
  static void InsertBits(Words& words, uint32_t index, uint64_t bits);
  static size_t CountMissing(const Words& words, const Words& others);
  static void Merge(const Words& others, Words& words);
  static void Intersect(const Words& others, Words& words);
  static void Subtract(const Words& others, Words& words);

  CopyOnWrite<Words> words_;  // by index
  CopyOnWrite<UnlistedActions> unlisted_;
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
