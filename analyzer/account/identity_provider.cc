#include "analyzer/account/identity_provider.h"

#include <algorithm>

#include "analyzer/account/arn.h"
#include "analyzer/base/text.h"

namespace iamsift {
namespace {

// What the Federated element may name without an ARN.
// Source: IAM User Guide, "AWS JSON policy elements: Principal", OIDC federated principals.
constexpr std::string_view kNamedIssuers[] = {
    "accounts.google.com", "cognito-identity-us-gov.amazonaws.com",
    "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com"};

constexpr std::string_view kTokenMark = ":oidc-provider/";
constexpr std::string_view kSamlMark = ":saml-provider/";

// GitHub writes the claims of an enterprise's own issuer under this prefix.
constexpr std::string_view kEnterpriseClaims = "github.com/enterprises/";

}  // namespace

IdentityProvider ProviderOf(std::string_view federated) {
  if (std::ranges::find(kNamedIssuers, federated) != std::end(kNamedIssuers)) {
    return {.kind = ProviderKind::kTokens, .issuer = federated, .account = {}};
  }
  if (!federated.starts_with("arn:")) return {};
  const std::string_view account = AccountOfArn(federated);
  const size_t tokens = federated.find(kTokenMark);
  if (tokens != std::string_view::npos) {
    return {.kind = ProviderKind::kTokens,
            .issuer = federated.substr(tokens + kTokenMark.size()),
            .account = account};
  }
  if (federated.find(kSamlMark) == std::string_view::npos) return {};
  return {.kind = ProviderKind::kSaml, .issuer = {}, .account = account};
}

std::string_view ClaimIn(std::string_view key, std::string_view issuer) {
  if (issuer.empty() || key.size() <= issuer.size() + 1) return {};
  if (key[issuer.size()] != ':' || !StartsWithIgnoreCase(key, issuer)) return {};
  return key.substr(issuer.size() + 1);
}

bool IsClaimOfIssuer(std::string_view key) {
  const std::string_view prefix = key.substr(0, key.find(':'));
  const bool has_host = prefix.find('.') != std::string_view::npos || prefix == "https";
  return has_host && !StartsWithIgnoreCase(key, kEnterpriseClaims);
}

bool IsClusterIssuer(std::string_view issuer) {
  return (StartsWithIgnoreCase(issuer, "oidc.eks.") || StartsWithIgnoreCase(issuer, "oidc-eks.")) &&
         issuer.find("/id/") != std::string_view::npos;
}

}  // namespace iamsift
