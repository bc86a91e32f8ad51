#pragma once

// How the resources of two statements relate, whatever the action.

#include "analyzer/match/compiled_document.h"

namespace iamsift {

// Some ARN may be matched by both. A no is sure; NotResource counts as reaching everything that
// its patterns do not plainly swallow.
bool ResourcesOverlap(const ResourceList& a, const ResourceList& b);

// Every ARN that `inner` matches is matched by `outer`. A yes is sure.
bool ResourcesContain(const ResourceList& outer, const ResourceList& inner);

// Maybe: by one of the two readings of a short ARN.
enum class Surety : uint8_t { kNo, kMaybe, kYes };

// The same, of a Deny: in doubt it does not count.
Surety SurelyContain(const ResourceList& outer, const ResourceList& inner);

// The resources cover each resource type of the action from end to end, in every Region and
// account.
Surety CoversEveryType(const Catalog& catalog, ReachCache& reach, const ResourceList& resources,
                       ActionId action);

// Nothing of some resource type of the action lies outside, in any Region or account: of a required
// type where any is reached, as with the reach of an action.
bool HoldsAWholeType(const Catalog& catalog, ReachCache& reach, const ResourceList& resources,
                     ActionId action);

}  // namespace iamsift
