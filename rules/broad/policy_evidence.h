#pragma once

// A policy as evidence about its holder: where it is attached, or where its text stands.

#include "analyzer/audit/hit.h"
#include "analyzer/eval/held_policy.h"

namespace iamsift {

// held  with a text.
PlacedEvidence EvidenceOf(const HeldPolicy& held);

}  // namespace iamsift
