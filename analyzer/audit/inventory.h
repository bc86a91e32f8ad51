#pragma once

// The inventory rows of a report: one a principal.

#include <vector>

#include "analyzer/eval/effective.h"
#include "analyzer/finding/finding.h"

namespace iamsift {

std::vector<PrincipalRow> InventoryOf(const AccountEvaluation& evaluation, uint32_t account_index);

// What each role can do of which nothing is missing in the input, by ARN.
std::vector<RoleAccess> RoleAccessOf(const AccountEvaluation& evaluation);

SubjectKind SubjectKindOf(PrincipalKind kind);

LevelCounts CountByLevel(const Catalog& catalog, const ActionSet& actions);

}  // namespace iamsift
