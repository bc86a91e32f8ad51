#pragma once

// What a narrowing did, in the words of a report.

#include <optional>
#include <string>
#include <vector>

#include "analyzer/finding/finding.h"
#include "analyzer/narrow/observed.h"
#include "analyzer/narrow/tailor.h"

namespace iamsift {

struct CutStory {
  Tier tier = Tier::kOperate;
  TailorNotes notes;
  LevelCounts gone;
  size_t parts = 1;
  size_t parts_over_quota = 0;       // one Deny, or one action, can be too large
  size_t services = 0;               // that the policy grants something of
  bool is_for_power_users = false;   // too wide for a tier
  bool is_cut_by_exclusion = false;  // and some statement says what must not be there
  const ObservedUse* use = nullptr;  // null: what was used took no part
  // kObserved: what is kept though it was not seen in use
  ActionSet untracked;
  size_t siblings = 0;
  size_t named_in_full = 0;                // kScoped: kept for that, though operating does without
  std::vector<std::string> own_resources;  // kSelfService: the caller's own
  size_t own_actions = 0;                  // and what is kept on them
};

std::vector<SuggestionStep> StepsOf(const Catalog& catalog, const CutStory& story);

}  // namespace iamsift
