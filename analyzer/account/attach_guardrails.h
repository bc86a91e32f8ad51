#pragma once

// Lets the guardrails of an organization cap an account's own permissions.

#include "analyzer/account/account.h"
#include "analyzer/account/organization.h"

namespace iamsift {

// Fills Account::scp_levels and rcp_levels from the tree. Nothing for the management account, which
// neither reaches, and for an account that the tree doesn't hold. The organization must outlive the
// account.
void AttachGuardrails(Account& account, const Organization& organization);

}  // namespace iamsift
