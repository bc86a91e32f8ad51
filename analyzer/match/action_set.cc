#include "analyzer/match/action_set.h"

#include <algorithm>
#include <bit>

namespace iamsift {
namespace {

// Sets of one catalog have one size; a default-constructed set has none and is empty.
void Widen(std::vector<uint64_t>& words, size_t size) {
  if (words.size() < size) words.resize(size);
}

}  // namespace

ActionSet ActionSet::FromMask(std::span<const uint64_t> mask) {
  ActionSet set;
  set.words_.assign(mask.begin(), mask.end());
  return set;
}

void ActionSet::Insert(ActionRange range) {
  if (range.IsEmpty()) return;
  const size_t first_word = range.first / 64, last_word = (range.last - 1) / 64;
  const uint64_t head = ~uint64_t{0} << (range.first % 64);
  const uint64_t tail = ~uint64_t{0} >> (63 - (range.last - 1) % 64);
  Widen(words_, last_word + 1);
  if (first_word == last_word) {
    words_[first_word] |= head & tail;
    return;
  }
  words_[first_word] |= head;
  for (size_t word = first_word + 1; word < last_word; ++word) words_[word] = ~uint64_t{0};
  words_[last_word] |= tail;
}

size_t ActionSet::Count() const {
  size_t count = 0;
  for (const uint64_t word : words_) count += static_cast<size_t>(std::popcount(word));
  return count;
}

bool ActionSet::IsEmpty() const {
  return std::all_of(words_.begin(), words_.end(), [](uint64_t word) { return word == 0; });
}

bool ActionSet::Intersects(const ActionSet& other) const { return Intersects(other.words()); }

bool ActionSet::Intersects(std::span<const uint64_t> mask) const {
  const size_t shared = std::min(words_.size(), mask.size());
  for (size_t word = 0; word < shared; ++word) {
    if ((words_[word] & mask[word]) != 0) return true;
  }
  return false;
}

bool ActionSet::ContainsAll(const ActionSet& other) const {
  for (size_t word = 0; word < other.words_.size(); ++word) {
    const uint64_t mine = word < words_.size() ? words_[word] : 0;
    if ((other.words_[word] & ~mine) != 0) return false;
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

ActionSet& ActionSet::operator|=(const ActionSet& other) {
  Widen(words_, other.words_.size());
  for (size_t word = 0; word < other.words_.size(); ++word) words_[word] |= other.words_[word];
  unlisted_ |= other.unlisted_;
  return *this;
}

ActionSet& ActionSet::operator&=(const ActionSet& other) {
  for (size_t word = 0; word < words_.size(); ++word) {
    words_[word] &= word < other.words_.size() ? other.words_[word] : 0;
  }
  unlisted_ &= other.unlisted_;
  return *this;
}

ActionSet& ActionSet::operator-=(const ActionSet& other) {
  const size_t shared = std::min(words_.size(), other.words_.size());
  for (size_t word = 0; word < shared; ++word) words_[word] &= ~other.words_[word];
  unlisted_ -= other.unlisted_;
  return *this;
}

void ActionSet::Complement(const Catalog& catalog) {
  Widen(words_, catalog.WordCount());
  for (uint64_t& word : words_) word = ~word;
  const size_t used_bits = catalog.ActionCount() % 64;
  if (used_bits != 0) words_.back() &= (uint64_t{1} << used_bits) - 1;
  unlisted_.Complement();
}

}  // namespace iamsift
