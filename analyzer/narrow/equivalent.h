#pragma once

// The tier that changes nothing but the text: what is inert goes, effective permissions stay.

#include <functional>
#include <string>
#include <vector>

#include "analyzer/finding/finding.h"
#include "analyzer/match/compiled_document.h"
#include "analyzer/narrow/draft.h"

namespace iamsift {

// Why a listed action of a statement is granted to nobody.
using WhyGone = std::function<std::string(size_t statement, ActionId action)>;

// Drops from Allow statements the literal actions that do not exist, that fit no resource of the
// statement, or that a Deny or the boundary takes from every holder; entries that a wider entry of
// the same statement covers; and statements that are left with nothing or stand twice. Wildcards
// stay: they speak of actions still to come.
//
// live      what each statement still grants to some holder
// why_gone  asked of literal actions that no statement's holder gets
// steps     grows by what was dropped and why; stays empty when nothing was
DraftPolicy DropInert(const CompiledDocument& document, const std::vector<ActionSet>& live,
                      const WhyGone& why_gone, std::vector<SuggestionStep>& steps);

}  // namespace iamsift
