#pragma once

// The tier that changes nothing but the text: what is inert goes, effective permissions stay.

#include <vector>

#include "analyzer/finding/finding.h"
#include "analyzer/match/compiled_document.h"
#include "analyzer/narrow/draft.h"

namespace iamsift {

// Drops from Allow statements the literal actions that do not exist, that fit no resource of the
// statement, or that a Deny or the boundary takes from every holder; entries that a wider entry of
// the same statement covers; and statements that are left with nothing or stand twice. Wildcards
// stay: they speak of actions still to come.
//
// live   what each statement still grants to some holder
// steps  grows by what was dropped and why; stays empty when nothing was
DraftPolicy DropInert(const CompiledDocument& document, const std::vector<ActionSet>& live,
                      std::vector<SuggestionStep>& steps);

}  // namespace iamsift
