#pragma once

// What a role could do at an earlier run, as a baseline or a report of that run tells it: which
// actions, or just how many.

#include <string>

#include "analyzer/finding/finding.h"

namespace iamsift {

struct PreviousRole {
  RoleAccess access;
  bool tells_actions = true;  // false: of a report, which only counts
  LevelCounts everywhere, on_resources, conditional;
};

}  // namespace iamsift
