#include "analyzer/match/shrink.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// A star inside or in front is harder to read than names and takes in more that is to come, so it
// has to stand for at least so many.
constexpr size_t kNamesWorthAnInnerStar = 4;

// One entry of the result: a whole range of actions, or one name.
struct Entry {
  uint16_t first = 0;  // for the order
  std::string name;    // pattern without the service
  bool is_single = false;
};

size_t SharedPrefix(std::string_view a, std::string_view b) {
  size_t shared = 0;
  while (shared < a.size() && shared < b.size() && AsciiLower(a[shared]) == AsciiLower(b[shared])) {
    ++shared;
  }
  return shared;
}

// Where a word of the name begins: 0, and every capital that follows something else.
std::vector<size_t> WordBeginnings(std::string_view name) {
  std::vector<size_t> beginnings = {0};
  for (size_t i = 1; i < name.size(); ++i) {
    if (IsAsciiUpper(name[i]) && !IsAsciiUpper(name[i - 1])) beginnings.push_back(i);
  }
  return beginnings;
}

// Shrinks the part of a set that lies in one service.
class ServiceShrinker {
 public:
  ServiceShrinker(const Catalog& catalog, const ActionSet& set, ServiceId service)
      : catalog_(catalog), set_(set), all_(catalog.ActionsOf(service)), service_(service) {}

  std::vector<std::string> Shrink() && {
    const size_t inside = CountIn(all_);
    if (inside == 0) return {};
    const size_t size = static_cast<size_t>(all_.last - all_.first);
    if (inside == size && size > 1) return {FullName("*")};
    AddEntries(all_, 0);
    MergeAroundStars();
    std::sort(entries_.begin(), entries_.end(),
              [](const Entry& a, const Entry& b) { return a.first < b.first; });
    std::vector<std::string> patterns;
    patterns.reserve(entries_.size());
    for (const Entry& entry : entries_) patterns.push_back(FullName(entry.name));
    return patterns;
  }

 private:
  std::string FullName(std::string_view name) const {
    return Concat({catalog_.ServicePrefix(service_), ":", name});
  }

  std::string_view NameOf(uint16_t action) const { return catalog_.ActionName(ActionId{action}); }

  size_t CountIn(ActionRange range) const { return set_.CountIn(range); }

  // Walks the trie of the sorted names: `range` are the names that share their first `depth`
  // characters. A subtree that is wholly in the set becomes one prefix.
  void AddEntries(ActionRange range, size_t depth) {
    const size_t inside = CountIn(range);
    if (inside == 0) return;
    const bool is_single = range.last - range.first == 1;
    if (is_single) {
      entries_.push_back({range.first, std::string(NameOf(range.first)), true});
    } else if (inside == static_cast<size_t>(range.last - range.first)) {
      const std::string_view name = NameOf(range.first);
      const size_t shared = SharedPrefix(name, NameOf(static_cast<uint16_t>(range.last - 1)));
      entries_.push_back({range.first, Concat({name.substr(0, shared), "*"}), false});
    } else {
      AddChildren(range, depth);
    }
  }

  void AddChildren(ActionRange range, size_t depth) {
    uint16_t first = range.first;
    while (first < range.last) {
      auto last = static_cast<uint16_t>(first + 1);
      while (last < range.last && SharedPrefix(NameOf(first), NameOf(last)) > depth) ++last;
      AddEntries({first, last}, depth + 1);
      first = last;
    }
  }

  // Suffixes and inner stars, most names first, for the names that no prefix stands for.
  void MergeAroundStars() {
    std::map<std::string, std::vector<uint16_t>> candidates;
    for (const Entry& entry : entries_) {
      if (entry.is_single) AddCandidates(entry, candidates);
    }
    std::vector<std::pair<std::string, std::vector<uint16_t>>> ranked;
    for (auto& [pattern, names] : candidates) {
      if (names.size() >= kNamesWorthAnInnerStar) ranked.emplace_back(pattern, std::move(names));
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
      return a.second.size() > b.second.size();
    });
    for (const auto& [pattern, names] : ranked) MergeInto(pattern, names);
  }

  static void AddCandidates(const Entry& entry,
                            std::map<std::string, std::vector<uint16_t>>& candidates) {
    const std::vector<size_t> words = WordBeginnings(entry.name);
    for (size_t head = 0; head < words.size(); ++head) {
      for (size_t tail = head + 1; tail < words.size(); ++tail) {
        const std::string_view name = entry.name;
        const std::string pattern =
            Concat({name.substr(0, words[head]), "*", name.substr(words[tail])});
        candidates[pattern].push_back(entry.first);
      }
    }
  }

  void MergeInto(const std::string& pattern, const std::vector<uint16_t>& names) {
    const auto is_in = [&](const Entry& entry) {
      return entry.is_single && std::binary_search(names.begin(), names.end(), entry.first);
    };
    const auto left = static_cast<size_t>(std::count_if(entries_.begin(), entries_.end(), is_in));
    if (left < kNamesWorthAnInnerStar || !MatchesOnlyMembers(pattern)) return;
    const uint16_t first = std::find_if(entries_.begin(), entries_.end(), is_in)->first;
    std::erase_if(entries_, is_in);
    const auto behind = std::find_if(entries_.begin(), entries_.end(),
                                     [&](const Entry& entry) { return entry.first > first; });
    entries_.insert(behind, {first, pattern, false});
  }

  bool MatchesOnlyMembers(std::string_view pattern) const {
    for (uint16_t action = all_.first; action < all_.last; ++action) {
      if (!set_.Contains(ActionId{action}) && GlobMatchesIgnoreCase(pattern, NameOf(action))) {
        return false;
      }
    }
    return true;
  }

  const Catalog& catalog_;
  const ActionSet& set_;
  ActionRange all_;
  ServiceId service_;
  std::vector<Entry> entries_;
};

}  // namespace

std::vector<std::string> ShrinkActions(const Catalog& catalog, const ActionSet& set) {
  if (set.Count() == catalog.ActionCount()) return {"*"};
  std::vector<std::string> patterns;
  for (size_t i = 0; i < catalog.ServiceCount(); ++i) {
    const ServiceId service{static_cast<uint16_t>(i)};
    if (set.CountIn(catalog.ActionsOf(service)) == 0) continue;
    for (std::string& pattern : ServiceShrinker(catalog, set, service).Shrink()) {
      patterns.push_back(std::move(pattern));
    }
  }
  return patterns;
}

}  // namespace iamsift
