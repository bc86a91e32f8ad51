#include "analyzer/narrow/exclusion.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>

#include "analyzer/base/each_once.h"
#include "analyzer/base/text.h"
#include "analyzer/match/action_set.h"

namespace iamsift {
namespace {

constexpr size_t kQuotesAndComma = 3;
constexpr size_t kLeastSaved = 4;  // what a cut name must save to be worth it

size_t SizeOf(const std::vector<std::string>& patterns) {
  return std::accumulate(
      patterns.begin(), patterns.end(), size_t{0},
      [](size_t sum, const std::string& text) { return sum + text.size() + kQuotesAndComma; });
}

// Some patterns that stand in a row, and the one that would take their place.
struct Joint {
  size_t first = 0, last = 0;
  std::string pattern;
  double price = std::numeric_limits<double>::infinity();  // of what else it takes in
};

class Joiner {
 public:
  Joiner(const Catalog& catalog, std::vector<std::string> patterns)
      : catalog_(catalog), patterns_(std::move(patterns)), taken_(catalog) {
    std::sort(patterns_.begin(), patterns_.end());
    for (const std::string& text : patterns_) {
      InsertPattern(taken_, CompileActionPattern(catalog, text));
    }
  }

  std::vector<std::string> Fit(size_t room) {
    Abbreviate(room);
    while (SizeOf(patterns_) > room) {
      const std::optional<Joint> cheapest = Cheapest();
      if (!cheapest) break;
      const auto first = patterns_.begin() + static_cast<ptrdiff_t>(cheapest->first);
      patterns_.erase(first + 1, patterns_.begin() + static_cast<ptrdiff_t>(cheapest->last));
      *first = cheapest->pattern;
      InsertPattern(taken_, CompileActionPattern(catalog_, cheapest->pattern));
    }
    return std::move(patterns_);
  }

 private:
  std::optional<Joint> Cheapest() const {
    std::optional<Joint> cheapest;
    for (size_t i = 0; i + 1 < patterns_.size(); ++i) {
      std::optional<Joint> joint = JointFrom(i);
      if (joint && (!cheapest || joint->price < cheapest->price)) cheapest = std::move(joint);
    }
    return cheapest;
  }

  // Of the pattern and all behind it that share what it shares with the next.
  std::optional<Joint> JointFrom(size_t i) const {
    const std::string prefix = SharedWords(patterns_[i], patterns_[i + 1]);
    if (prefix.empty()) return std::nullopt;
    Joint joint{.first = i, .last = i, .pattern = prefix + "*"};
    size_t size = 0;
    while (joint.last < patterns_.size() && patterns_[joint.last].starts_with(prefix)) {
      size += patterns_[joint.last++].size() + kQuotesAndComma;
    }
    const size_t new_size = joint.pattern.size() + kQuotesAndComma;
    if (size <= new_size) return std::nullopt;
    ActionSet meant(catalog_);
    InsertPattern(meant, CompileActionPattern(catalog_, joint.pattern));
    meant -= taken_;
    // Ten more actions of one service hurt more than one more of ten.
    const auto further = static_cast<double>(meant.Count());
    joint.price = further * further / static_cast<double>(size - new_size);
    return joint;
  }

  // Those that it shortens most first, until all fit.
  void Abbreviate(size_t room) {
    std::vector<std::pair<size_t, std::string>> shorter;  // by pattern
    for (size_t i = 0; i < patterns_.size(); ++i) {
      std::string text = ShortestAlike(patterns_[i]);
      if (text.size() + kLeastSaved <= patterns_[i].size()) {
        shorter.emplace_back(i, std::move(text));
      }
    }
    std::stable_sort(shorter.begin(), shorter.end(), [&](const auto& a, const auto& b) {
      return patterns_[a.first].size() - a.second.size() >
             patterns_[b.first].size() - b.second.size();
    });
    for (auto& [i, text] : shorter) {
      if (SizeOf(patterns_) <= room) break;
      patterns_[i] = std::move(text);
    }
    KeepEachOnce(patterns_);
  }

  // The shortest pattern of some of its first or last words that takes in nothing else; the text
  // itself when there is none.
  std::string ShortestAlike(const std::string& text) const {
    if (HasWildcard(text)) return text;
    const size_t name = text.find(':') + 1;
    std::string shortest = text;
    for (size_t i = name + 1; i < text.size(); ++i) {
      if (!IsAsciiUpper(text[i]) || IsAsciiUpper(text[i - 1])) continue;
      for (std::string pattern : {Concat({text.substr(0, i), "*"}),
                                  Concat({text.substr(0, name), "*", text.substr(i)})}) {
        if (pattern.size() < shortest.size() && TakesInNothingElse(pattern)) {
          shortest = std::move(pattern);
        }
      }
    }
    return shortest;
  }

  bool TakesInNothingElse(const std::string& pattern) const {
    ActionSet meant(catalog_);
    InsertPattern(meant, CompileActionPattern(catalog_, pattern));
    return taken_.ContainsAll(meant);
  }

  // `svc:CreatePresigned` of two names that go on with another word; "" when they share no word.
  static std::string SharedWords(std::string_view a, std::string_view b) {
    const auto end = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
    size_t length = static_cast<size_t>(end - a.begin());
    const size_t name = a.find(':') + 1;
    const auto is_cut = [&](std::string_view text) {
      return length < text.size() && text[length] != '*' && !IsAsciiUpper(text[length]);
    };
    while (length > name && (is_cut(a) || is_cut(b))) --length;
    return length > name ? std::string(a.substr(0, length)) : std::string();
  }

  const Catalog& catalog_;
  std::vector<std::string> patterns_;
  ActionSet taken_;
};

}  // namespace

std::vector<std::string> JoinToFit(const Catalog& catalog, std::vector<std::string> patterns,
                                   size_t room) {
  return Joiner(catalog, std::move(patterns)).Fit(room);
}

}  // namespace iamsift
