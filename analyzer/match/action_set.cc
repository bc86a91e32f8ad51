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

ActionSet ActionSet::FromMask(std::span<const uint64_t> mask) {
  ActionSet set;
  Words& words = set.words_.Own();
  for (uint32_t index = 0; index < mask.size(); ++index) {
    if (mask[index] != 0) words.push_back({index, mask[index]});
  }
  return set;
}

// Words are few, or nearly all there: the place is found at once in a set without gaps.
size_t ActionSet::PlaceOf(const Words& words, uint32_t index) {
  if (words.empty() || index <= words.front().index) return 0;
  const size_t guess = index - words.front().index;
  if (guess < words.size() && words[guess].index == index) return guess;
  const auto end = words.begin() + static_cast<std::ptrdiff_t>(std::min(guess, words.size()));
  const auto at =
      std::lower_bound(words.begin(), end, index,
                       [](const Word& word, uint32_t wanted) { return word.index < wanted; });
  return static_cast<size_t>(at - words.begin());
}

void ActionSet::InsertBits(Words& words, uint32_t index, uint64_t bits) {
  if (words.empty() || words.back().index < index) {
    words.push_back({index, bits});
    return;
  }
  const size_t place = PlaceOf(words, index);
  if (words[place].index == index) {
    words[place].bits |= bits;
  } else {
    words.insert(words.begin() + static_cast<std::ptrdiff_t>(place), {index, bits});
  }
}

void ActionSet::Insert(ActionId action) {
  InsertBits(words_.Own(), action.value / 64, BitOf(action));
}

void ActionSet::Insert(ActionRange range) {
  if (range.IsEmpty()) return;
  Words& words = words_.Own();
  const uint32_t last = (range.last - 1) / 64;
  for (uint32_t index = range.first / 64; index <= last; ++index) {
    InsertBits(words, index, BitsIn(range, index));
  }
}

void ActionSet::Remove(ActionId action) {
  if (!Contains(action)) return;
  Words& words = words_.Own();
  const size_t place = PlaceOf(words, action.value / 64);
  words[place].bits &= ~BitOf(action);
  if (words[place].bits == 0) words.erase(words.begin() + static_cast<std::ptrdiff_t>(place));
}

bool ActionSet::Contains(ActionId action) const {
  const Words& all = words();
  const uint32_t index = action.value / 64;
  if (all.empty() || index > all.back().index) return false;
  const Word& word = all[PlaceOf(all, index)];
  return word.index == index && (word.bits & BitOf(action)) != 0;
}

size_t ActionSet::Count() const {
  size_t count = 0;
  for (const Word& word : words()) count += CountBits(word.bits);
  return count;
}

size_t ActionSet::CountIn(std::span<const uint64_t> mask) const {
  size_t count = 0;
  for (const Word& word : words()) count += CountBits(word.bits & WordOf(mask, word.index));
  return count;
}

size_t ActionSet::CountIn(ActionRange range) const {
  const Words& all = words();
  size_t count = 0;
  for (size_t at = PlaceOf(all, range.first / 64);
       at < all.size() && all[at].index * 64 < range.last; ++at) {
    count += CountBits(all[at].bits & BitsIn(range, all[at].index));
  }
  return count;
}

bool ActionSet::Intersects(const ActionSet& other) const {
  auto mine = words().begin(), theirs = other.words().begin();
  while (mine != words().end() && theirs != other.words().end()) {
    if (mine->index == theirs->index && (mine->bits & theirs->bits) != 0) return true;
    const uint32_t index = mine->index;
    if (index <= theirs->index) ++mine;
    if (theirs->index <= index) ++theirs;
  }
  return false;
}

bool ActionSet::Intersects(std::span<const uint64_t> mask) const {
  return std::any_of(words().begin(), words().end(),
                     [&](const Word& word) { return (word.bits & WordOf(mask, word.index)) != 0; });
}

bool ActionSet::ContainsAll(const ActionSet& other) const {
  if (words_.SharesWith(other.words_)) return true;
  auto mine = words().begin();
  for (const Word& word : other.words()) {
    while (mine != words().end() && mine->index < word.index) ++mine;
    if (mine == words().end() || mine->index != word.index) return false;
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

// How many of `others` have an index that no word of `words` has.
size_t ActionSet::CountMissing(const Words& words, const Words& others) {
  size_t missing = 0;
  auto mine = words.begin();
  for (const Word& word : others) {
    while (mine != words.end() && mine->index < word.index) ++mine;
    missing += mine == words.end() || mine->index != word.index ? 1 : 0;
  }
  return missing;
}

// Merged from behind, in place: a union that grows over many sets seldom needs new memory.
void ActionSet::Merge(const Words& others, Words& words) {
  size_t mine = words.size(), theirs = others.size();
  words.resize(mine + CountMissing(words, others));
  for (size_t to = words.size(); theirs > 0;) {
    const Word& word = others[theirs - 1];
    if (mine > 0 && words[mine - 1].index > word.index) {
      words[--to] = words[--mine];
    } else if (mine > 0 && words[mine - 1].index == word.index) {
      words[--to] = {word.index, words[--mine].bits | word.bits};
      --theirs;
    } else {
      words[--to] = word;
      --theirs;
    }
  }
}

void ActionSet::Intersect(const Words& others, Words& words) {
  auto to = words.begin();
  auto theirs = others.begin();
  for (const Word& word : words) {
    while (theirs != others.end() && theirs->index < word.index) ++theirs;
    if (theirs == others.end()) break;
    const uint64_t both = theirs->index == word.index ? word.bits & theirs->bits : 0;
    if (both != 0) *to++ = {word.index, both};
  }
  words.erase(to, words.end());
}

void ActionSet::Subtract(const Words& others, Words& words) {
  auto to = words.begin();
  auto theirs = others.begin();
  for (const Word& word : words) {
    while (theirs != others.end() && theirs->index < word.index) ++theirs;
    const bool is_met = theirs != others.end() && theirs->index == word.index;
    const uint64_t left = is_met ? word.bits & ~theirs->bits : word.bits;
    if (left != 0) *to++ = {word.index, left};
  }
  words.erase(to, words.end());
}

void ActionSet::Compact() {
  if (words().capacity() > words().size()) words_.Own().shrink_to_fit();
}

// What an operation leaves as it is goes on being shared.

ActionSet& ActionSet::operator|=(const ActionSet& other) {
  if (IsEmpty()) {
    words_ = other.words_;
  } else if (!ContainsAll(other)) {
    Merge(other.words(), words_.Own());
  }
  if (!other.unlisted().IsEmpty()) mutable_unlisted() |= other.unlisted();
  return *this;
}

ActionSet& ActionSet::operator&=(const ActionSet& other) {
  if (ContainsAll(other)) {
    words_ = other.words_;
  } else if (!other.ContainsAll(*this)) {
    Intersect(other.words(), words_.Own());
  }
  if (other.unlisted_.IsNull()) {
    unlisted_.Reset();
  } else if (!unlisted_.IsNull()) {
    mutable_unlisted() &= other.unlisted();
  }
  return *this;
}

ActionSet& ActionSet::operator-=(const ActionSet& other) {
  if (Intersects(other)) Subtract(other.words(), words_.Own());
  if (!unlisted_.IsNull() && !other.unlisted_.IsNull()) mutable_unlisted() -= other.unlisted();
  return *this;
}

ActionSet& ActionSet::operator&=(std::span<const uint64_t> mask) {
  Words& words = words_.Own();
  for (Word& word : words) word.bits &= WordOf(mask, word.index);
  std::erase_if(words, [](const Word& word) { return word.bits == 0; });
  unlisted_.Reset();
  return *this;
}

ActionSet& ActionSet::operator-=(std::span<const uint64_t> mask) {
  if (!Intersects(mask)) return *this;
  Words& words = words_.Own();
  for (Word& word : words) word.bits &= ~WordOf(mask, word.index);
  std::erase_if(words, [](const Word& word) { return word.bits == 0; });
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
