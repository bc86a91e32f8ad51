#pragma once

// What last-accessed information shows of the use that principals made of their permissions, and
// what it leaves open. Services are tracked for 400 days, actions for some services only, and
// iam:PassRole never: what is not tracked is not unused.
//
// Source: IAM User Guide, "Refine permissions in AWS using last accessed information".

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/account/account.h"
#include "analyzer/match/action_set.h"

namespace iamsift {

// Of the catalog's actions. What is in none of `used` and `unused` is unknown.
struct ObservedUse {
  ActionSet used;                // seen in use, action by action
  ActionSet unused;              // shown not to be used: its service, or it itself
  ActionSet of_used_services;    // all actions of the services that were seen in use
  std::optional<Instant> until;  // the earliest day on which the information was taken
};

ObservedUse UseShownBy(const Catalog& catalog, const UsageFacts& usage);

class NarrowMemory;

// Of principals together: unused is what each of them is shown not to use. Nullopt: of one of them
// nothing is known, or it was made so shortly before that it had no time to use anything.
std::optional<ObservedUse> UseOfAll(const Catalog& catalog, const Account& account,
                                    const std::vector<int32_t>& principals, NarrowMemory& memory);

// Actions that do something else to what some of `used` is about: DescribeModel and DeleteModel
// beside CreateModel.
ActionSet SiblingsOf(const Catalog& catalog, const ActionSet& used);

}  // namespace iamsift
