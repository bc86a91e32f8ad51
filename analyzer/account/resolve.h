#pragma once

// Fills in what an export leaves out but the catalog knows: attached AWS managed policies.

#include "analyzer/account/account.h"
#include "analyzer/catalog/managed_policies.h"

namespace iamsift {

// Attaches the catalog's document wherever an attachment or a boundary names an AWS managed policy
// that the export does not bring (a copy in the export wins). In partitions other than `aws`,
// `arn:aws:` inside those documents is read as the account's partition.
// Returns the names of the policies that were filled in, each once, in order of first use.
std::vector<std::string_view> ResolveManagedPolicies(Account& account, ManagedPolicies& catalog);

}  // namespace iamsift
