#pragma once

// The tiers of a narrowing: which actions each keeps, by access level and by the sensitive sets.

#include "analyzer/catalog/catalog.h"
#include "analyzer/finding/finding.h"
#include "analyzer/match/action_set.h"
#include "analyzer/match/sensitive_actions.h"

namespace iamsift {

// The actions of the catalog that a tier other than kEquivalent keeps.
//   view     List and Read that hand out neither data, credentials nor a role
//   use      view, reads of data, and invocations
//   operate  all but permissions management, sharing, credentials, logging, persistence and
//            irrecoverable deletion
// iam:PassRole is in none of them: it is kept, if at all, for named roles and services.
ActionSet KeptByTier(Tier tier, const Catalog& catalog, const SensitiveActions& sensitive);

}  // namespace iamsift
