#pragma once

// What is not said twice: a finding that tells the whole makes its parts silent. All such pairs
// stand here, since rules don't know each other.

#include <vector>

#include "analyzer/audit/hit.h"

namespace iamsift {

// Removes from the hits of one document under one set of limits what another hit on the same
// statement absorbs.
void AbsorbGrantHits(std::vector<Hit>& hits);

// Removes document hits (LINT) on statements that a grant hit absorbs.
bool IsAbsorbed(const Hit& document_hit, const std::vector<const Hit*>& grant_hits);
void AbsorbDocumentHits(const std::vector<Hit>& grant_hits, std::vector<Hit>& document_hits);

}  // namespace iamsift
