#pragma once

// The rules that are no more than a set of actions (facts/actions.tsv): each finds the set that is
// named by its own id, granted openly.

#include "analyzer/audit/rule.h"

namespace iamsift {

void CheckActionSet(const PolicyView& view, const RuleContext& context, DocumentSink& findings);

}  // namespace iamsift
