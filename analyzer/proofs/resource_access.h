#pragma once

// What stands around an account's principals, as part of their access formulas: policies on
// resources by the grade in which they name the principal, trust policies of roles among them, and
// resource control policies.
//
// Source: IAM User Guide, "Policy evaluation logic", "Cross-account policy evaluation logic" and
// "Permissions boundaries for IAM entities"; AWS Organizations User Guide, "RCP evaluation".

#include "analyzer/account/account.h"
#include "analyzer/account/organization.h"
#include "analyzer/account/resource_policies.h"
#include "analyzer/catalog/catalog.h"
#include "analyzer/proofs/principal_access.h"

namespace iamsift {

struct AccessSurroundings {
  const Organization* organization = nullptr;
  // Null: identity policies are asked about alone, as if every resource heeded them.
  const ResourcePolicies* resource_policies = nullptr;
  const ResourceInventory* inventory = nullptr;  // never null beside resource policies
};

// All of a principal's access, not that by identity policies alone. A resource that the inputs do
// not tell of heeds the identity policies of the caller, whosever it is; a KMS key that they do
// tell of, a role of the account, and a resource of another account heed them as far as its policy
// says. What the formula cannot say exactly makes the access incomplete, with the reason.
//
// The account, with its managed policies resolved, and the surroundings must outlive it.
PrincipalAccess AccessAmong(const AccessSurroundings& around, const Catalog& catalog,
                            const Account& account, const Principal& principal);

}  // namespace iamsift
