#pragma once

// Equal sets of actions kept once: thousands of policies grant one of a few hundred sets.

#include "absl/container/flat_hash_set.h"
#include "analyzer/match/action_set.h"

namespace iamsift {

// Not for several threads. What it made share goes on sharing without it.
class ActionSetPool {
 public:
  void Share(ActionSet& set) {
    if (const auto known = known_.find(set); known != known_.end()) {
      set = *known;
      return;
    }
    set.Compact();
    known_.insert(set);
  }

 private:
  absl::flat_hash_set<ActionSet> known_;
};

}  // namespace iamsift
