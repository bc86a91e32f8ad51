#pragma once

// Findings that somebody accepted where they are, by a comment in the input:
//
//   # iamsift:ignore OB-003,LINT reason="why" until=2027-01-31 owner="who"
//
// A comment inside a statement means the statement. One outside means what begins on its line or,
// when it stands alone, on the next line that holds more than comments: a statement, an element, or
// the whole file.

#include <span>

#include "analyzer/audit/rule.h"
#include "analyzer/finding/finding.h"
#include "analyzer/ingest/load.h"

namespace iamsift {

// Marks what the comments mean by AuditResult::now, and notes those that ended, mean nothing that
// was found, or cannot be read: without a reason, with an unknown rule. Only inputs that can hold
// comments are looked at: YAML, and JSON with comments.
// inputs  of the result, in its order.
// rules   every rule that exists.
void ApplyInlineSuppressions(std::span<const LoadedInput> inputs,
                             std::span<const Rule* const> rules, AuditResult& result);

}  // namespace iamsift
