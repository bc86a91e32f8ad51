#pragma once

// Texts and lists of texts kept once: what thousands of findings and suggestions say in the same
// words, they share.

#include <string>
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
  SharedTexts Of(const SharedTexts::List& texts) {
    const auto known = lists_.find(&texts);
    if (known != lists_.end()) return SharedTexts::In(**known);
    lists_.insert(&kept_.lists.emplace_back(texts));
    return SharedTexts::In(kept_.lists.back());
  }
  SharedText Of(std::string_view text) {
    if (text.empty()) return {};
    const auto known = texts_.find(text);
    if (known != texts_.end()) return SharedText::In(**known);
    texts_.insert(&kept_.texts.emplace_back(text));
    return SharedText::In(kept_.texts.back());
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

  struct Hash {
    using is_transparent = void;
    size_t operator()(const SharedTexts::List* texts) const {
      return absl::Hash<SharedTexts::List>{}(*texts);
    }
    size_t operator()(const std::string* text) const { return (*this)(std::string_view(*text)); }
    size_t operator()(std::string_view text) const { return absl::Hash<std::string_view>{}(text); }
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(const SharedTexts::List* a, const SharedTexts::List* b) const {
      return *a == *b;
    }
    bool operator()(const std::string* a, const std::string* b) const { return *a == *b; }
    bool operator()(const std::string* a, std::string_view b) const { return *a == b; }
    bool operator()(std::string_view a, const std::string* b) const { return a == *b; }
  };

  SharedParts kept_;
  absl::flat_hash_set<const SharedTexts::List*, Hash, Equal> lists_;
  absl::flat_hash_set<const std::string*, Hash, Equal> texts_;
};

}  // namespace iamsift
