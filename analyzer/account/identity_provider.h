#pragma once

// Providers of identities as the Federated element names them, and the condition keys that hold
// what their tokens claim.
//
// Source: IAM User Guide, "IAM and AWS STS condition context keys", available keys for AWS web
// identity federation; "OIDC federation".

#include <cstdint>
#include <string_view>

namespace iamsift {

enum class ProviderKind : uint8_t { kUnknown, kSaml, kTokens };

struct IdentityProvider {
  ProviderKind kind = ProviderKind::kUnknown;
  std::string_view issuer;   // of tokens: host and path, without a scheme
  std::string_view account;  // that keeps the provider; "" for those that IAM knows by name
};

IdentityProvider ProviderOf(std::string_view federated);

// `sub` of `<issuer>:sub`; "" when the key is none of the issuer's. Without case.
std::string_view ClaimIn(std::string_view key, std::string_view issuer);

// The key holds a claim of some issuer of tokens, not what AWS itself tells: it begins with a host.
bool IsClaimOfIssuer(std::string_view key);

// An EKS cluster's issuer: oidc.eks.eu-west-1.amazonaws.com/id/…
bool IsClusterIssuer(std::string_view issuer);

}  // namespace iamsift
