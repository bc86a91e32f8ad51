#pragma once

// Texts and lists of texts kept once: what thousands of findings and suggestions say in the same
// words, they share.

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "analyzer/finding/finding.h"

namespace iamsift {

// Not for several threads.
class TextKeeper {
 public:
  // The one that is kept of all equal ones.
  SharedText Of(std::string_view text) {
    if (text.empty()) return {};
    const auto known = texts_.find(text);
    if (known != texts_.end()) return known->Again();
    SharedText kept = Add(text);
    texts_.insert(kept.Again());
    return kept;
  }
  // Of a text that nobody else has: it is not looked for.
  SharedText Add(std::string_view text) {
    if (kept_.texts.empty()) kept_.texts.emplace_back();
    return SharedText::In(text, kept_.texts.back());
  }
  // The same of lists; their texts are kept, too.
  template <typename Texts>
  SharedTexts ListOf(const Texts& texts) {
    if (texts.empty()) return {};
    const auto known = lists_.find(texts);
    if (known != lists_.end()) return SharedTexts::In(known->list());
    SharedTexts::List& kept = kept_.lists.emplace_back();
    kept.reserve(texts.size());
    for (const auto& text : texts) kept.push_back(Of(std::string_view(text)));
    lists_.insert(SharedTexts::In(kept));
    return SharedTexts::In(kept);
  }

  // All texts of the finding but for its id, which is nobody else's.
  void Share(Finding& finding);
  // Its documents above all: those of a policy's tiers, and of policies that are written alike.
  void Share(SuggestionRow& suggestion);
  const Closing* Keep(Closing closing);

  // For whoever keeps what names them; they stay where they are. It begins anew.
  SharedParts Release() {
    lists_.clear();
    texts_.clear();
    return std::exchange(kept_, {});
  }

 private:
  void Share(SharedText& text) { text = Of(std::string_view(text)); }
  void Share(Place& place) {
    Share(place.json_pointer);
    Share(place.document_pointer);
  }
  void Share(PolicyName& policy) {
    Share(policy.name);
    Share(policy.owner);
  }

  struct TextHash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return absl::HashOf(text); }
  };
  struct TextEqual {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const { return a == b; }
  };
  struct ListHash {
    using is_transparent = void;
    template <typename Texts>
    size_t operator()(const Texts& texts) const {
      size_t hash = 0;
      for (const auto& text : texts) hash = absl::HashOf(hash, std::string_view(text));
      return hash;
    }
  };
  struct ListEqual {
    using is_transparent = void;
    template <typename Texts>
    bool operator()(const SharedTexts& a, const Texts& b) const {
      return std::equal(a.begin(), a.end(), b.begin(), b.end());
    }
  };

  SharedParts kept_;
  absl::flat_hash_set<SharedTexts, ListHash, ListEqual> lists_;
  absl::flat_hash_set<SharedText, TextHash, TextEqual> texts_;
};

}  // namespace iamsift
