#pragma once

// Who in the account may ask for a role by a policy of their own, for roles that leave the choice
// to the whole account; and which roles can take on which.
//
// Source: STS API Reference, AssumeRole.

#include <cstdint>
#include <vector>

#include "rules/trust/admission.h"

namespace iamsift {

struct AssumeGrant {
  int32_t principal = 0;  // into Account::principals
  const Grant* grant = nullptr;
  bool is_conditional = false;
};

// Grants of sts:AssumeRole on the role after Denies, boundary and SCPs, each principal once, in
// order.
std::vector<AssumeGrant> AssumeGrantsOn(const Principal& role, const RuleContext& context);

// The trust policy leaves the choice to its own account; null: it doesn't.
const Admission* OwnAccountAdmission(const TrustView& view, const RuleContext& context);

// Those of the grants that a test of the trust policy on aws:PrincipalArn lets through. Other
// tests make the rest conditional.
std::vector<AssumeGrant> AdmittedOf(std::vector<AssumeGrant> grants, const Admission& admission,
                                    const RuleContext& context);

// The trust policy of a role that has one, for rules that look at all roles.
DocumentView TrustDocumentOf(const Principal& role, const RuleContext& context);

// Roles that can take on the role: named by its trust policy, or by grants of their own. Indices
// into Account::principals, sorted; the role itself only when it is named.
std::vector<AssumeGrant> RolesInto(const Principal& role, const RuleContext& context);

}  // namespace iamsift
