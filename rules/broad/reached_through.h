#pragma once

// Which actions of a grant one item of Resource is good for.

#include "analyzer/audit/rule.h"

namespace iamsift {

ActionSet ActionsReachedThrough(const GrantView& view, const RuleContext& context,
                                const ResourcePattern& pattern);

}  // namespace iamsift
