#pragma once

// Whether a grant surely holds, or what decides: a condition of its own, of a Deny or of the
// boundary. What the caller chooses (aws:RequestTag, iam:PassedToService) counts as met.

#include <string>
#include <vector>

#include "analyzer/audit/rule.h"

namespace iamsift {

// What must be known before one of the actions is sure to be granted: "context:aws:SourceIp",
// "mfa", sorted; empty when one of them is granted for certain. Missing documents are the run's to
// tell.
std::vector<std::string> NeedsOf(const Grant& grant, const RuleContext& context,
                                 const ActionSet& actions);

// Whether the caller writes the key into the request, so that a test on it can be met or avoided: a
// parameter of the service, a tag to be set, the Region; not a tag that the resource already has.
bool CallerChooses(const Catalog& catalog, const ConditionAtom& atom);

// What a test asks to be known: "context:aws:SourceIp", "mfa".
std::string NeedOf(const ConditionAtom& atom);

// What the limits of the holders alone leave open; for grants that are conditional.
std::vector<std::string> NeedsOfLimits(const Grant& grant, const RuleContext& context,
                                       const ActionSet& actions);

// Lists the actions in the hit, and sets its confidence by them.
void SetActions(Hit& hit, const GrantView& view, const RuleContext& context,
                const ActionSet& actions);

// Sets the confidence alone.
void SetConfidence(Hit& hit, const GrantView& view, const RuleContext& context,
                   const ActionSet& decided_by);

}  // namespace iamsift
