#pragma once

// Lists of texts kept once: what thousands of findings name together, they share.

#include <list>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "analyzer/base/shared_texts.h"

namespace iamsift {

// Not for several threads.
class SharedLists {
 public:
  using Kept = std::list<SharedTexts::List>;

  SharedTexts Of(const SharedTexts::List& texts) {
    const auto known = by_text_.find(&texts);
    if (known != by_text_.end()) return SharedTexts::In(**known);
    by_text_.insert(&kept_.emplace_back(texts));
    return SharedTexts::In(kept_.back());
  }

  // For whoever keeps what names them; they stay where they are. It begins anew.
  Kept Release() {
    by_text_.clear();
    return std::exchange(kept_, {});
  }

 private:
  struct Hash {
    size_t operator()(const SharedTexts::List* texts) const {
      return absl::Hash<SharedTexts::List>{}(*texts);
    }
  };
  struct Equal {
    bool operator()(const SharedTexts::List* a, const SharedTexts::List* b) const {
      return *a == *b;
    }
  };

  Kept kept_;
  absl::flat_hash_set<const SharedTexts::List*, Hash, Equal> by_text_;
};

}  // namespace iamsift
