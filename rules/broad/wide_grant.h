#pragma once

// Which actions of a grant reach every resource of their type: one Region or one account of them
// counts as all, a literal in the name does not.

#include "analyzer/audit/rule.h"

namespace iamsift {

// Also under conditions on the request's circumstances (network, MFA, time), not under those on
// tags of the resource. Never with NotResource, which is judged as a whole.
//
// candidates  live actions of the grant.
ActionSet WideAmong(ActionSet candidates, const GrantView& view, const RuleContext& context);
bool IsWide(const GrantView& view, const RuleContext& context, ActionId action);

// The item of Resource through which the action reaches furthest; -1: none, or NotResource.
int ResourceItemReaching(const GrantView& view, const RuleContext& context, ActionId action);

// Grants at the items of Resource through which the actions reach, in written order. The first of
// them is the finding's place.
std::vector<ElementAt> ResourcesReaching(const GrantView& view, const RuleContext& context,
                                         const ActionSet& actions);

// Reports at the first of `places`, with all of them as evidence when there are several.
Hit& ReportAt(DocumentSink& findings, std::vector<ElementAt> places, Severity severity,
              std::string message);

}  // namespace iamsift
