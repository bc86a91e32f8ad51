#pragma once

// Who stands outside the account and its organization. Without an organization among the inputs,
// every other account may be a member of the own one: what is said of it hangs on "org".

#include <optional>
#include <string_view>

#include "rules/trust/admission.h"

namespace iamsift {

struct Vendor {
  std::string_view name;
  bool is_aws = false;  // an account that AWS itself runs for a service
};

// Accounts by which vendors ask, as they document them; nullopt for all others.
std::optional<Vendor> VendorOf(const RuleContext& context, std::string_view account);

// A whole account, a user, a role or a session that is not of the own account, nor of AWS.
bool IsOutside(const PrincipalPattern& who, const RuleContext& context);

// Lets in somebody from outside whom no condition holds to the own account or organization.
bool AdmitsOutsider(const Admission& admission, const RuleContext& context);

// "org" and "holder", where these decide whether the account is outside at all.
void SetOutsideNeeds(const PrincipalPattern& who, const RuleContext& context, Hit& hit);

}  // namespace iamsift
