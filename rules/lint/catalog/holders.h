#pragma once

// Who holds a document, for lints that depend on the subject's other policies.

#include <vector>

#include "analyzer/audit/rule.h"

namespace iamsift {

// In the account's order. Empty for a document that nobody holds as an identity policy.
std::vector<const PrincipalPermissions*> HoldersOf(const DocumentView& document,
                                                   const RuleContext& context);

}  // namespace iamsift
