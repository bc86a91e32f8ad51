#pragma once

// Tests of one statement that no request meets together.

#include "analyzer/match/compiled_document.h"

namespace iamsift {

// An earlier test of the statement on the same key that excludes `atom`; null when none surely
// does. Both must ask for the key's presence, or one for its absence.
const ConditionAtom* ContradictedBy(const CompiledStatement& statement, const ConditionAtom& atom);

// Some two tests of the statement exclude each other.
bool NeverHolds(const CompiledStatement& statement);

}  // namespace iamsift
