#include "analyzer/match/action_set.h"

#include <algorithm>

namespace iamsift {
namespace {

// Without a machine instruction that every processor has, std::popcount is a call.
size_t CountBits(uint64_t word) {
  word -= (word >> 1) & 0x5555555555555555;
  word = (word & 0x3333333333333333) + ((word >> 2) & 0x3333333333333333);
  word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0F;
  return (word * 0x0101010101010101) >> 56;
}

uint64_t WordOf(std::span<const uint64_t> mask, uint32_t index) {
  return index < mask.size() ? mask[index] : 0;
}

// The bits of `range` that fall into the word.
uint64_t BitsIn(ActionRange range, uint32_t index) {
  const uint32_t begin = index * 64;
  if (range.IsEmpty() || range.last <= begin || range.first >= begin + 64) return 0;
  const uint64_t head = range.first <= begin ? ~uint64_t{0} : ~uint64_t{0} << (range.first % 64);
  const uint64_t tail =
      range.last >= begin + 64 ? ~uint64_t{0} : ~uint64_t{0} >> (64 - range.last % 64);
  return head & tail;
}

}  // namespace

const UnlistedActions ActionSet::kNoneUnlisted = {};

ActionSet::ActionSet(const ActionSet& other) : words_(other.words_) {
  if (other.unlisted_) unlisted_ = std::make_unique<UnlistedActions>(*other.unlisted_);
}

ActionSet& ActionSet::operator=(const ActionSet& other) {
  if (this == &other) return *this;
  words_ = other.words_;
  unlisted_ = other.unlisted_ ? std::make_unique<UnlistedActions>(*other.unlisted_) : nullptr;
  return *this;
}

ActionSet ActionSet::FromMask(std::span<const uint64_t> mask) {
  ActionSet set;
  for (uint32_t index = 0; index < mask.size(); ++index) {
    if (mask[index] != 0) set.words_.push_back({index, mask[index]});
  }
  return set;
}

// Words are few, or nearly all there: the place is found at once in a set without gaps.
size_t ActionSet::PlaceOf(uint32_t index) const {
  if (words_.empty() || index <= words_.front().index) return 0;
  const size_t guess = index - words_.front().index;
  if (guess < words_.size() && words_[guess].index == index) return guess;
  const auto end = words_.begin() + static_cast<std::ptrdiff_t>(std::min(guess, words_.size()));
  const auto at =
      std::lower_bound(words_.begin(), end, index,
                       [](const Word& word, uint32_t wanted) { return word.index < wanted; });
  return static_cast<size_t>(at - words_.begin());
}

void ActionSet::InsertBits(uint32_t index, uint64_t bits) {
  if (words_.empty() || words_.back().index < index) {
    words_.push_back({index, bits});
    return;
  }
  const size_t place = PlaceOf(index);
  if (words_[place].index == index) {
    words_[place].bits |= bits;
  } else {
    words_.insert(words_.begin() + static_cast<std::ptrdiff_t>(place), {index, bits});
  }
}

void ActionSet::Insert(ActionId action) { InsertBits(action.value / 64, BitOf(action)); }

void ActionSet::Insert(ActionRange range) {
  if (range.IsEmpty()) return;
  const uint32_t last = (range.last - 1) / 64;
  for (uint32_t index = range.first / 64; index <= last; ++index) {
    InsertBits(index, BitsIn(range, index));
  }
}

void ActionSet::Remove(ActionId action) {
  const size_t place = PlaceOf(action.value / 64);
  if (place == words_.size() || words_[place].index != action.value / 64) return;
  words_[place].bits &= ~BitOf(action);
  if (words_[place].bits == 0) words_.erase(words_.begin() + static_cast<std::ptrdiff_t>(place));
}

bool ActionSet::Contains(ActionId action) const {
  const uint32_t index = action.value / 64;
  if (words_.empty() || index > words_.back().index) return false;
  const Word& word = words_[PlaceOf(index)];
  return word.index == index && (word.bits & BitOf(action)) != 0;
}

size_t ActionSet::Count() const {
  size_t count = 0;
  for (const Word& word : words_) count += CountBits(word.bits);
  return count;
}

size_t ActionSet::CountIn(std::span<const uint64_t> mask) const {
  size_t count = 0;
  for (const Word& word : words_) count += CountBits(word.bits & WordOf(mask, word.index));
  return count;
}

size_t ActionSet::CountIn(ActionRange range) const {
  size_t count = 0;
  for (size_t at = PlaceOf(range.first / 64);
       at < words_.size() && words_[at].index * 64 < range.last; ++at) {
    count += CountBits(words_[at].bits & BitsIn(range, words_[at].index));
  }
  return count;
}

bool ActionSet::Intersects(const ActionSet& other) const {
  auto mine = words_.begin(), theirs = other.words_.begin();
  while (mine != words_.end() && theirs != other.words_.end()) {
    if (mine->index == theirs->index && (mine->bits & theirs->bits) != 0) return true;
    const uint32_t index = mine->index;
    if (index <= theirs->index) ++mine;
    if (theirs->index <= index) ++theirs;
  }
  return false;
}

bool ActionSet::Intersects(std::span<const uint64_t> mask) const {
  return std::any_of(words_.begin(), words_.end(),
                     [&](const Word& word) { return (word.bits & WordOf(mask, word.index)) != 0; });
}

bool ActionSet::ContainsAll(const ActionSet& other) const {
  auto mine = words_.begin();
  for (const Word& word : other.words_) {
    while (mine != words_.end() && mine->index < word.index) ++mine;
    if (mine == words_.end() || mine->index != word.index) return false;
    if ((word.bits & ~mine->bits) != 0) return false;
  }
  return true;
}

ActionSet ActionSet::Listed() const {
  ActionSet listed;
  listed.words_ = words_;
  return listed;
}

std::vector<ActionId> ActionSet::Actions() const {
  std::vector<ActionId> actions;
  actions.reserve(Count());
  ForEach([&](ActionId action) { actions.push_back(action); });
  return actions;
}

UnlistedActions& ActionSet::mutable_unlisted() {
  if (!unlisted_) unlisted_ = std::make_unique<UnlistedActions>();
  return *unlisted_;
}

// How many of `others` have an index that no word here has.
size_t ActionSet::CountMissing(const Words& others) const {
  size_t missing = 0;
  auto mine = words_.begin();
  for (const Word& word : others) {
    while (mine != words_.end() && mine->index < word.index) ++mine;
    missing += mine == words_.end() || mine->index != word.index ? 1 : 0;
  }
  return missing;
}

// Merged from behind, in place: a union that grows over many sets seldom needs new memory.
ActionSet& ActionSet::operator|=(const ActionSet& other) {
  if (!other.words_.empty()) {
    size_t mine = words_.size(), theirs = other.words_.size();
    words_.resize(mine + CountMissing(other.words_));
    for (size_t to = words_.size(); theirs > 0;) {
      const Word& word = other.words_[theirs - 1];
      if (mine > 0 && words_[mine - 1].index > word.index) {
        words_[--to] = words_[--mine];
      } else if (mine > 0 && words_[mine - 1].index == word.index) {
        words_[--to] = {word.index, words_[--mine].bits | word.bits};
        --theirs;
      } else {
        words_[--to] = word;
        --theirs;
      }
    }
  }
  if (other.unlisted_ && !other.unlisted_->IsEmpty()) mutable_unlisted() |= *other.unlisted_;
  return *this;
}

ActionSet& ActionSet::operator&=(const ActionSet& other) {
  auto to = words_.begin();
  auto theirs = other.words_.begin();
  for (const Word& word : words_) {
    while (theirs != other.words_.end() && theirs->index < word.index) ++theirs;
    if (theirs == other.words_.end()) break;
    const uint64_t both = theirs->index == word.index ? word.bits & theirs->bits : 0;
    if (both != 0) *to++ = {word.index, both};
  }
  words_.erase(to, words_.end());
  if (unlisted_ && !other.unlisted_) {
    unlisted_ = nullptr;
  } else if (unlisted_) {
    *unlisted_ &= *other.unlisted_;
  }
  return *this;
}

ActionSet& ActionSet::operator-=(const ActionSet& other) {
  auto to = words_.begin();
  auto theirs = other.words_.begin();
  for (const Word& word : words_) {
    while (theirs != other.words_.end() && theirs->index < word.index) ++theirs;
    const bool is_met = theirs != other.words_.end() && theirs->index == word.index;
    const uint64_t left = is_met ? word.bits & ~theirs->bits : word.bits;
    if (left != 0) *to++ = {word.index, left};
  }
  words_.erase(to, words_.end());
  if (unlisted_ && other.unlisted_) *unlisted_ -= *other.unlisted_;
  return *this;
}

ActionSet& ActionSet::operator&=(std::span<const uint64_t> mask) {
  for (Word& word : words_) word.bits &= WordOf(mask, word.index);
  std::erase_if(words_, [](const Word& word) { return word.bits == 0; });
  unlisted_ = nullptr;
  return *this;
}

ActionSet& ActionSet::operator-=(std::span<const uint64_t> mask) {
  for (Word& word : words_) word.bits &= ~WordOf(mask, word.index);
  std::erase_if(words_, [](const Word& word) { return word.bits == 0; });
  return *this;
}

void ActionSet::Complement(const Catalog& catalog) {
  const ActionRange everything{0, static_cast<uint16_t>(catalog.ActionCount())};
  ActionSet rest;
  rest.Insert(everything);
  rest -= Listed();
  words_ = std::move(rest.words_);
  mutable_unlisted().Complement();
}

}  // namespace iamsift
