#pragma once

// What a principal can do of what the catalog doesn't list: next year's actions and those of
// services that were never documented, as the patterns that its policies write.

#include <string>
#include <vector>

#include "analyzer/eval/effective.h"
#include "analyzer/match/unlisted_actions.h"

namespace iamsift {

// What of an unlisted action's resources a statement reaches is not known, so that any Resource
// but `*` is "on listed resources". A name may be in several; the widest counts.
struct UnlistedPermissions {
  UnlistedActions everywhere;
  UnlistedActions on_resources;
  UnlistedActions conditional;

  // Of one concrete `service:Name`.
  GrantScope ScopeOf(std::string_view action) const;
};

UnlistedPermissions UnlistedPermissionsOf(const AccountEvaluation& evaluation,
                                          const PrincipalPermissions& principal);

// The patterns that no listed action matches: those that a list of actions doesn't show. What is
// taken from one follows it: `newsvc:* but not newsvc:Delete*`. Sorted.
std::vector<std::string> PatternsBeyond(const Catalog& catalog, const UnlistedActions& actions);

}  // namespace iamsift
