#pragma once

// Whose tokens other trust policies of the account take from an issuer that serves many customers:
// a hint of whose are meant where a trust policy doesn't say.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/eval/compiled_account.h"
#include "analyzer/match/sensitive_actions.h"

namespace iamsift {

// The issuer of the tokens that the entry takes; "" for any other principal.
std::string_view TokenIssuerOf(const PrincipalEntry& entry);

// `<issuer>:sub`, of a claim that the issuer itself makes.
std::string ClaimKey(std::string_view issuer, const TenancyClaim& claim);

// The claims that tell the issuer's customers apart, the subject first; none: it has but one.
std::vector<const TenancyClaim*> TenancyClaimsOf(const SensitiveActions& sensitive,
                                                 std::string_view issuer);

// A tenant that some Allow asks for, in a way that nobody else passes.
struct ShownTenant {
  std::string issuer;  // lower case
  const TenancyClaim* claim = nullptr;
  std::string_view value;
  bool is_pattern = false;  // has wildcards behind a whole repository, project or workspace
};

// All that the account's trust policies show, in the order of their documents. What asks for a
// tenant already is never asked about, so nothing hints at itself.
std::vector<ShownTenant> ShownTenantsOf(const CompiledAccount& compiled,
                                        const SensitiveActions& sensitive);

}  // namespace iamsift
