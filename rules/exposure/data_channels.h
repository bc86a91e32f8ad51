#pragma once

// The two halves of a leak: reading data in bulk, and a way to write it where another account
// reads. Each is a finding; in one hand they weigh more, whichever policies they come from.

#include <span>

#include "analyzer/audit/rule.h"
#include "rules/exposure/open_grants.h"

namespace iamsift {

// Writes whose resource may lie in another account: s3:PutObject on a bucket name that is left
// open, sqs:SendMessage to another account.
OpenGrants WritesOutside(std::span<const Grant> grants, const RuleContext& context);

// Some holder of the policy, by any of its policies, has the right. Administrators do not count.
bool SomeHolderReadsOpenly(const PolicyView& view, const RuleContext& context);
bool SomeHolderWritesOutside(const PolicyView& view, const RuleContext& context);

}  // namespace iamsift
