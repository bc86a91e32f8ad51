#pragma once

// Hands the policies that hang on resources to the accounts that own the resources, where rules
// judge them beside the account's own documents.

#include <vector>

#include "analyzer/account/account.h"
#include "analyzer/account/resource_policies.h"

namespace iamsift {

// Appends to Account::loose_documents, in the order of `policies`. A resource whose account nobody
// tells is the only account's; an account that is not among `accounts` is added, with what hangs
// on its resources and nothing else. Policies of VPC endpoints grant nothing, and stay out.
// `policies` must outlive the accounts.
void AttachResourcePolicies(const ResourcePolicies& policies, std::vector<Account>& accounts);

}  // namespace iamsift
