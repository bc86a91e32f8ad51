#pragma once

// What a trust policy asks of tokens: which issuer's they are, which of their claims are tested,
// and how much of the issuer's customers a test lets through. One model for every rule on federated
// trust.
//
// Source: IAM User Guide, "Identity-provider controls for shared OIDC providers"; the documents
// named in facts/token-issuers.tsv.

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/account/identity_provider.h"
#include "analyzer/match/tenancy_claim.h"
#include "rules/trust/admission.h"

namespace iamsift {

// The test is met by tokens that lack the claim, so that it keeps nobody out.
bool IsPassedWithoutClaim(const EntryTest& test);

struct TokenTrust {
  const Admission* admission = nullptr;
  IdentityProvider provider;
  // The rule that asks for the issuer's tenancy claims; "" when the issuer serves one tenant alone.
  std::string_view tenancy_rule;
  std::vector<const EntryTest*> tenancy_tests;  // on claims that name the tenant, passable or not

  bool IsShared() const { return !tenancy_rule.empty(); }
  // Some tenancy claim must be there with one of the values.
  bool NamesTenant() const;
  // None of the tests asks for a value, nor tries to in a way that is judged by itself (TR-025).
  static bool NothingAsks(const std::vector<const EntryTest*>& tests);
  // Tests on the claim: `sub`.
  std::vector<const EntryTest*> TestsOf(std::string_view claim) const;
};

// Admissions by tokens that somebody can pass. Worked out once a document.
const std::vector<TokenTrust>& TokenTrustsOf(const TrustView& view, const RuleContext& context);

// Of the claims that name a tenant, the ones to add: "`sub`", "`aud` or `oaud`".
std::string TenancyClaims(const RuleContext& context, std::string_view issuer);

// The best of the tests that must be passed, and of its values the worst.
struct OpenClaim {
  ClaimOpenness openness = ClaimOpenness::kClosed;
  const EntryTest* test = nullptr;
  std::string_view value;
};
OpenClaim OpenClaimOf(const TokenTrust& trust, const RuleContext& context);

// GitHub's subjects begin with what the repository's owner chooses when the template of the claim
// was changed so. "" when they don't.
std::string_view ChosenAnchorOf(const TokenTrust& trust, std::string_view subject);

}  // namespace iamsift
