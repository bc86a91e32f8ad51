#pragma once

// Lists of texts kept once: what thousands of findings name together, they share.

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/hash/hash.h"
#include "analyzer/base/shared_texts.h"

namespace iamsift {

// Not for several threads.
class SharedLists {
 public:
  SharedTexts Of(const std::vector<std::string>& texts) {
    const auto known = kept_.find(texts);
    return known != kept_.end() ? *known : *kept_.insert(SharedTexts(texts)).first;
  }

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(const SharedTexts::List& texts) const {
      return absl::Hash<SharedTexts::List>{}(texts);
    }
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(const SharedTexts::List& a, const SharedTexts::List& b) const { return a == b; }
  };

  absl::flat_hash_set<SharedTexts, Hash, Equal> kept_;
};

}  // namespace iamsift
